import SchedulingCore
import Testing

struct AppointmentTests {
  private static let bare = """
    {"id":"E1","calendarId":"C","title":"T","appointmentStatus":"confirmed","assignedUserId":"U",\
    "startTime":"2026-03-07T02:30:00-05:00","endTime":"2026-03-07T03:00:00-05:00",\
    "isRecurring":"true","rrule":"RRULE:FREQ=DAILY;COUNT=5","extra":{"a":1}}
    """

  @Test(
    "An event is read bare or wrapped",
    arguments: [bare, "{\"event\":\(bare)}", "{\"appointment\":\(bare),\"traceId\":\"t\"}"])
  func anEventIsReadBareOrWrapped(json: String) throws {
    let event = try Appointment(parsing: json.utf8)
    #expect(event.id == "E1")
    #expect(event.isRecurring)
    #expect(event.rrule == "RRULE:FREQ=DAILY;COUNT=5")
    #expect(event.startTime?.milliseconds == 1_772_868_600_000)
    #expect(event.durationSeconds == 1800)
    #expect(event.appointmentStatus == .confirmed)
    #expect(event.json["extra"] == ["a": 1])
    #expect(!event.isInstance)
  }

  @Test(
    "Times come in many forms",
    arguments: [
      ("\"2026-03-07T02:30:00-05:00\"", nil as String?), ("1772868600000", nil),
      ("{\"seconds\":1772868600,\"nanoseconds\":0}", nil),
      ("{\"_seconds\":1772868600,\"_nanoseconds\":0}", nil),
      ("{\"dateTime\":\"2026-03-07T07:30:00Z\"}", nil),
      ("{\"dateTime\":\"2026-03-07T07:30:00\",\"timeZone\":\"UTC\"}", "UTC"),
      ("{\"dateTime\":\"2026-03-07T02:30:00-05:00\",\"timeZone\":\"America/New_York\"}", "America/New_York"),
      ("{\"$date\":\"2026-03-07T07:30:00.000Z\"}", nil), ("{\"$date\":1772868600000}", nil),
    ])
  func timesComeInManyForms(time: String, zone: String?) throws {
    let event = try Appointment(parsing: "{\"id\":\"E\",\"startTime\":\(time)}".utf8)
    #expect(event.startTime?.milliseconds == 1_772_868_600_000)
    #expect(event.timeZone == zone)
  }

  @Test(
    "A broken event is refused with its field",
    arguments: [
      (#"{"startTime":1}"#, "id", Diagnostic.Code.missingField), (#"{"id":7}"#, "id", .wrongType),
      (#"{"id":".."}"#, "id", .invalidEventID), (#"{"id":"E","title":1}"#, "title", .wrongType),
      (#"{"id":"E","isRecurring":"maybe"}"#, "isRecurring", .wrongType),
      (#"{"id":"E","startTime":"2026-03-07T02:30:00"}"#, "startTime", .timeWithoutOffset),
      (#"{"id":"E","startTime":{}}"#, "startTime", .wrongType),
      (#"{"id":"E","startTime":[]}"#, "startTime", .wrongType),
      (#"{"id":"E","endTime":{"seconds":9223372036854775807}}"#, "endTime", .wrongType),
      (#"{"id":"E","endTime":{"seconds":9223372036854775}}"#, "endTime", .invalidTime),
      (#"{"id":"E","endTime":9223372036854775807}"#, "endTime", .invalidTime),
      (
        #"{"id":"E","startTime":{"dateTime":"2026-03-07T02:30:00","timeZone":"Mars/Base"}}"#, "startTime",
        .init(rawValue: "unknownZone")
      ),
      (#"{"id":"E","startTime":{"$date":{"$date":1}}}"#, "startTime", .wrongType),
    ])
  func aBrokenEventIsRefusedWithItsField(json: String, field: String, code: Diagnostic.Code) throws {
    let failure = try #require(throws: ValidationFailure.self) { try Appointment(parsing: json.utf8) }
    #expect(failure.diagnostics.map(\.code) == [code])
    #expect(failure.diagnostics.map(\.field) == [field])
  }

  @Test(
    "Whether it recurs shows in what is there",
    arguments: [
      (#"{"id":"E"}"#, false), (#"{"id":"E","isRecurring":true}"#, true),
      (#"{"id":"E","isRecurring":"TRUE"}"#, true),
      (#"{"id":"E","isRecurring":"false"}"#, false),
      (#"{"id":"E","isRecurring":null,"rrule":"FREQ=DAILY"}"#, true),
      (#"{"id":"E","rrule":" "}"#, false), (#"{"id":"E","masterEventId":"M"}"#, true),
      (#"{"id":"E","masterEventId":"E"}"#, false), (#"{"id":"E","masterEventId":""}"#, false),
    ])
  func whetherItRecursShowsInWhatIsThere(json: String, recurs: Bool) throws {
    #expect(try Appointment(parsing: json.utf8).isRecurring == recurs)
  }

  @Test("An instance knows its series by its master or by its id")
  func anInstanceKnowsItsSeriesByItsMasterOrByItsId() throws {
    let byID = try Appointment(parsing: #"{"id":"M_1772868600000_1800"}"#.utf8)
    #expect(byID.seriesID == "M")
    #expect(byID.isInstance)
    let byMaster = try Appointment(parsing: #"{"id":"X","masterEventId":"M"}"#.utf8)
    #expect(byMaster.seriesID == "M")
    #expect(byMaster.isInstance)
  }

  @Test("An event that ends before it starts has no duration")
  func anEventThatEndsBeforeItStartsHasNoDuration() throws {
    let event = try Appointment(
      parsing: #"{"id":"E","startTime":"2026-03-07T02:30:00Z","endTime":"2026-03-07T02:29:59Z"}"#.utf8)
    #expect(event.durationMilliseconds == nil)
    let empty = try Appointment(
      parsing: #"{"id":"E","startTime":"2026-03-07T02:30:00Z","endTime":"2026-03-07T02:30:00Z"}"#.utf8)
    #expect(empty.durationSeconds == 0)
  }
}
