import SchedulingCore
import Testing

struct AppointmentEditTests {
  private func read(_ json: String) throws(ValidationFailure) -> (AppointmentEdit, [Diagnostic]) {
    let edit = try AppointmentEdit(parsing: json.utf8)
    return (edit, edit.findings)
  }

  @Test("Every documented field is read and written back as it was")
  func everyDocumentedFieldIsReadAndWrittenBackAsItWas() throws {
    let json = """
      {"title":"T","calendarId":"C","meetingLocationType":"custom","meetingLocationId":"custom_0",\
      "overrideLocationConfig":true,"appointmentStatus":"confirmed","assignedUserId":"U",\
      "description":"D","address":"A","ignoreDateRange":false,"toNotify":false,\
      "ignoreFreeSlotValidation":true,"rrule":"RRULE:FREQ=DAILY;COUNT=5",\
      "startTime":"2021-06-23T03:30:00.000+0530","endTime":"2021-06-23 04:30+05:30"}
      """
    let (edit, diagnostics) = try read(json)
    #expect(diagnostics.isEmpty)
    #expect(edit.rule == .replace("RRULE:FREQ=DAILY;COUNT=5"))
    #expect(edit.appointmentStatus == .confirmed)
    #expect(edit.startTime?.milliseconds == 1_624_399_200_000)
    #expect(edit.json == (try JSONValue(parsing: json)))
    #expect(edit.json.objectValue?.count == AppointmentField.allCases.count)
  }

  @Test("What is absent stays absent") func whatIsAbsentStaysAbsent() throws {
    let (edit, diagnostics) = try read("{}")
    #expect(diagnostics.isEmpty)
    #expect(edit == AppointmentEdit())
    #expect(edit.isEmpty)
    #expect(edit.json.text() == "{}")
  }

  @Test(
    "An empty or null rule removes it",
    arguments: [
      (#"{"rrule":""}"#, RuleChange.remove), (#"{"rrule":null}"#, .remove), (#"{"rrule":" \n"}"#, .remove),
      (#"{"title":"x"}"#, .unchanged), (#"{"rrule":"FREQ=DAILY"}"#, .replace("FREQ=DAILY")),
    ])
  func anEmptyOrNullRuleRemovesIt(json: String, rule: RuleChange) throws {
    let (edit, _) = try read(json)
    #expect(edit.rule == rule)
    let written = edit.json["rrule"]
    #expect(rule == .remove ? written == "" : rule == .unchanged ? written == nil : written == "FREQ=DAILY")
  }

  @Test(
    "Unknown fields are kept and reported",
    arguments: [
      ("startime", "startTime"), ("start_time", "startTime"), ("STARTTIME", "startTime"),
      ("status", nil), ("rule", "rrule"), ("contactId", nil), ("x", nil), ("", nil),
    ])
  func unknownFieldsAreKeptAndReported(key: String, similar: String?) throws {
    let (edit, diagnostics) = try read("{\"\(key)\":[1,{\"a\":null}],\"title\":\"T\"}")
    #expect(edit.unknownFields == [key: [1, ["a": nil]]])
    #expect(edit.json[key] == [1, ["a": nil]])
    #expect(!edit.isEmpty)
    #expect(diagnostics.map(\.code) == [.unknownField])
    #expect(diagnostics.first?.severity == .warning)
    #expect(diagnostics.first?.field == key)
    #expect(diagnostics.first?.remedy == similar.map { "Did you mean \($0)?" })
  }

  @Test("All faults are collected, not just the first") func allFaultsAreCollectedNotJustTheFirst() throws {
    let json = """
      {"title":1,"toNotify":"true","ignoreDateRange":null,"rrule":["x"],"startTime":"2026-03-07T02:30:00",\
      "endTime":"later","calendarId":"","appointmentStatus":{},"bogus":1}
      """
    let failure = try #require(throws: ValidationFailure.self) { try read(json) }
    let found = Dictionary(uniqueKeysWithValues: failure.diagnostics.map { ($0.field, $0.code) })
    #expect(
      found == [
        "title": .wrongType, "toNotify": .wrongType, "ignoreDateRange": .wrongType, "rrule": .wrongType,
        "startTime": .timeWithoutOffset, "endTime": .invalidTime, "calendarId": .emptyValue,
        "appointmentStatus": .wrongType, "bogus": .unknownField,
      ])
    #expect(failure.errors.count == 8)
  }

  @Test(
    "What is no object of fields is refused",
    arguments: [
      ("[]", Diagnostic.Code.notAnObject), ("\"x\"", .notAnObject), ("null", .notAnObject),
      ("", .invalidJSON),
      ("{\"title\":\"a\",\"title\":\"b\"}", .duplicateKey),
    ])
  func whatIsNoObjectOfFieldsIsRefused(json: String, code: Diagnostic.Code) throws {
    let failure = try #require(throws: ValidationFailure.self) { try read(json) }
    #expect(failure.diagnostics.map(\.code) == [code])
  }

  @Test("An edit of nothing but flags is empty") func anEditOfNothingButFlagsIsEmpty() throws {
    #expect(try read(#"{"toNotify":false,"ignoreFreeSlotValidation":true,"ignoreDateRange":true}"#).0.isEmpty)
    #expect(try !read(#"{"title":""}"#).0.isEmpty)
  }
}
