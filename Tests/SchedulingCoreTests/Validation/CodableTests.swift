import Foundation
import Recurrence
import SchedulingCore
import Testing

struct CodableTests {
  private func roundTrip<Value: Codable & Equatable>(_ value: Value) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(value)
    #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    return String(decoding: data, as: UTF8.self)
  }

  @Test("A finding is plain data") func aFindingIsPlainData() throws {
    let finding = Diagnostic(
      .warning, .unknownField, "Unknown.", field: "x", at: TextPosition(offset: 3, line: 1, column: 4),
      remedy: "Drop it.")
    #expect(
      try roundTrip(finding) == """
        {"code":"unknownField","column":4,"field":"x","line":1,"message":"Unknown.","offset":3,\
        "remedy":"Drop it.","severity":"warning"}
        """)
  }

  @Test("A planned request keeps its body readable") func aPlannedRequestKeepsItsBodyReadable() throws {
    let request = PlannedRequest.update(.known("a/b"), body: ["title": "Ä"], version: .v3)
    let text = try roundTrip(request)
    #expect(text.contains(#""body":"{\"title\":\"Ä\"}""#))
    #expect(text.contains(#""path":"/calendars/events/appointments/a%2Fb""#))
  }

  @Test("Ids and times are their texts") func idsAndTimesAreTheirTexts() throws {
    #expect(try roundTrip(InstanceID(parsing: "M_1772868600000_1800")) == #""M_1772868600000_1800""#)
    #expect(
      try roundTrip([OffsetDateTime(parsing: "2026-03-07 02:30-05:00")]) == #"["2026-03-07 02:30-05:00"]"#)
    #expect(try roundTrip([AppointmentStatus.noshow]) == #"["noshow"]"#)
  }

  @Test("What is decoded is checked again", arguments: [#""M_1772868600_1800""#, #""M""#, "7"])
  func whatIsDecodedIsCheckedAgain(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(InstanceID.self, from: Data(json.utf8)) }
  }

  @Test("JSON values pass through other coders") func jsonValuesPassThroughOtherCoders() throws {
    let value: JSONValue = ["a": [1, 2.5, nil, true, "x"], "b": [:], "c": .integer(.max)]
    #expect(try roundTrip(value) == value.text())
  }

  @Test("A failure without an error is none") func aFailureWithoutAnErrorIsNone() {
    let note = Diagnostic(.note, .automationsRun, "Automations run.")
    #expect(ValidationFailure([]) == nil)
    #expect(ValidationFailure([note]) == nil)
    #expect(ValidationFailure(note).errors.count == 1)
    #expect(ValidationFailure([note, note.with(severity: .error)])?.errors.count == 1)
  }

  @Test("A recurrence's fault keeps its code and place") func aRecurrencesFaultKeepsItsCodeAndPlace() throws {
    let error = try #require(throws: RecurrenceError.self) {
      try RecurrenceText(parsing: "RRULE:FREQ=DAILY;COUNT=0")
    }
    let finding = Diagnostic(error)
    #expect(finding.code.rawValue == error.code.rawValue)
    #expect(finding.position == error.position)
    #expect(finding.position != nil)
    #expect(finding.field == "rrule")
  }
}
