@testable import SchedulingCore
import Testing

struct UpdateValidatorTests {
  private func edit(_ change: (inout AppointmentEdit) throws -> Void) rethrows -> AppointmentEdit {
    var edit = AppointmentEdit()
    edit.toNotify = false
    try change(&edit)
    return edit
  }

  // MARK: Status

  static let statuses: [(AppointmentStatus, APIVersion, Diagnostic.Code?)] =
    ["new", "confirmed", "cancelled", "showed", "noshow", "invalid"].flatMap { name in
      APIVersion.allCases.map { (AppointmentStatus(rawValue: name), $0, nil) }
    }
    + ["active", "completed"].flatMap { name in
      [
        (AppointmentStatus(rawValue: name), .v2021_04_15, .statusNeedsLaterVersion),
        (AppointmentStatus(rawValue: name), .v3, nil),
      ]
    }
    + ["canceled", "Confirmed", "no-show", "x"].flatMap { name in
      APIVersion.allCases.map { (AppointmentStatus(rawValue: name), $0, .unknownStatus) }
    }

  @Test("A status is checked against the version", arguments: statuses)
  func aStatusIsCheckedAgainstTheVersion(
    status: AppointmentStatus, version: APIVersion, code: Diagnostic.Code?
  ) throws {
    var draft = try Draft.plain(edit { $0.appointmentStatus = status })
    draft.version = version
    let errors = UpdateValidator.findings(draft).filter { $0.severity == .error }
    #expect(errors.map(\.code) == (code.map { [$0] } ?? []))
    if code == nil {
      let update = try UpdateValidator.validate(draft)
      #expect(update.prediction.appointmentStatus == status)
      #expect(update.request.headers.contains { $0.name == "Version" && $0.value == version.rawValue })
    }
  }

  // MARK: Times

  @Test(
    "The end is after the start as an instant",
    arguments: [
      ("2026-03-07T10:00:00-05:00", "2026-03-07T10:30:00-05:00", true),
      ("2026-03-07T10:00:00-05:00", "2026-03-07T15:00:00Z", false),
      ("2026-03-07T10:00:00-05:00", "2026-03-07T15:00:01Z", true),
      ("2026-03-07T10:00:00-05:00", "2026-03-07T09:00:00-05:00", false),
    ])
  func theEndIsAfterTheStartAsAnInstant(start: String, end: String, passes: Bool) throws {
    let draft = try Draft.plain(
      edit {
        $0.startTime = try OffsetDateTime(parsing: start)
        $0.endTime = try OffsetDateTime(parsing: end)
      })
    #expect(UpdateValidator.findings(draft).map(\.code) == (passes ? [] : [.endNotAfterStart]))
  }

  @Test("A lone start keeps the duration and its own text") func aLoneStartKeepsTheDurationAndItsOwnText()
    throws
  {
    let text = "2026-03-09 09:00:00.000-0700"
    let update = try UpdateValidator.validate(
      Draft.plain(edit { $0.startTime = try OffsetDateTime(parsing: text) }))
    #expect(
      update.request.bodyText
        == #"{"endTime":"2026-03-09T09:30:00-07:00","startTime":"2026-03-09 09:00:00.000-0700","toNotify":false}"#
    )
    #expect(update.diagnostics.map(\.code) == [.endTimeComputed])
    #expect(update.prediction.endTime?.milliseconds == update.edit.endTime?.milliseconds)
  }

  @Test("A lone end keeps the start, of an instance by its id")
  func aLoneEndKeepsTheStartOfAnInstanceByItsId() throws {
    let end = try OffsetDateTime(parsing: "2026-03-09T08:00:00Z")
    let plain = try UpdateValidator.validate(Draft.plain(edit { $0.endTime = end }))
    #expect(plain.edit.startTime?.text == "2026-03-07T07:30:00Z")
    let instance = try UpdateValidator.validate(
      Draft.series(edit { $0.endTime = end }, id: "M_1773037800000_1800"))
    #expect(instance.edit.startTime?.text == "2026-03-09T06:30:00Z")
    #expect(instance.diagnostics.map(\.code) == [.startTimeComputed])
  }

  @Test("A lone time that the event does not complete is reported")
  func aLoneTimeThatTheEventDoesNotCompleteIsReported() throws {
    var draft = try Draft.plain(edit { $0.startTime = try OffsetDateTime(parsing: "2026-03-09T08:00:00Z") })
    draft.event = try Appointment(parsing: #"{"id":"P"}"#.utf8)
    #expect(UpdateValidator.findings(draft).map(\.code) == [.durationUnknown])
  }

  @Test("The last second of the calendar has no end after it")
  func theLastSecondOfTheCalendarHasNoEndAfterIt() throws {
    let draft = try Draft.plain(edit { $0.startTime = try OffsetDateTime(parsing: "9999-12-31T23:59:59Z") })
    #expect(UpdateValidator.findings(draft).map(\.code) == [.invalidTime])
  }

  @Test(
    "The longest duration overflows nothing",
    arguments: ["M_253402300799999_315537897599", "M_-62135596800000_315537897599"])
  func theLongestDurationOverflowsNothing(id: String) throws {
    let title = edit { $0.title = "x" }
    #expect(try UpdateValidator.validate(Draft.series(title, id: id)).prediction.startTime != nil)
    let moved = try edit { $0.startTime = try OffsetDateTime(parsing: "9999-12-31T23:59:59Z") }
    #expect(UpdateValidator.findings(try Draft.series(moved, id: id)).map(\.code) == [.invalidTime])
  }

  // MARK: The request

  @Test("The request is exactly what will be sent") func theRequestIsExactlyWhatWillBeSent() throws {
    let change = try edit {
      $0.title = "Ä"
      $0.startTime = try OffsetDateTime(parsing: "2026-03-09T08:00:00Z")
      $0.endTime = try OffsetDateTime(parsing: "2026-03-09T09:00:00Z")
      $0.unknownFields = ["b": [1, nil], "a": ["y": 1, "x": 2]]
    }
    let request = try UpdateValidator.validate(Draft.series(change, id: "M_1773037800000_1800")).request
    #expect(request.method == "PUT")
    #expect(request.path == "/calendars/events/appointments/M_1773037800000_1800")
    #expect(
      request.headers == [
        .init(name: "Accept", value: "application/json"),
        .init(name: "Content-Type", value: "application/json"),
        .init(name: "Version", value: "2021-04-15"),
      ])
    #expect(
      request.bodyText == """
        {"a":{"x":2,"y":1},"b":[1,null],"endTime":"2026-03-09T09:00:00Z",\
        "startTime":"2026-03-09T08:00:00Z","title":"Ä","toNotify":false}
        """)
  }

  @Test(
    "An id is one segment of the path",
    arguments: [
      ("aZ09-._~", "aZ09-._~"), ("a/b", "a%2Fb"), ("../x", "..%2Fx"), ("a?b#c%d", "a%3Fb%23c%25d"),
      ("é", "%C3%A9"), ("a+b&c=d", "a%2Bb%26c%3Dd"), ("!*'()", "%21%2A%27%28%29"),
    ])
  func anIdIsOneSegmentOfThePath(id: String, encoded: String) throws {
    #expect(PlannedRequest.percentEncoded(id) == encoded)
  }

  @Test("Findings made before are carried along and stop the update where they are errors")
  func findingsMadeBeforeAreCarriedAlongAndStopThe() throws {
    var draft = try Draft.plain(edit { $0.title = "x" })
    draft.findings = [Diagnostic(.warning, .unknownField, "Unknown.")]
    #expect(try UpdateValidator.validate(draft).diagnostics == draft.findings)
    draft.findings = [Diagnostic(.error, .unknownField, "Unknown.")]
    #expect(throws: ValidationFailure.self) { try UpdateValidator.validate(draft) }
  }

  @Test("All errors are reported at once") func allErrorsAreReportedAtOnce() throws {
    let draft = try Draft.plain(
      edit {
        $0.appointmentStatus = .active
        $0.meetingLocationType = "skype"
        $0.rule = .remove
        $0.startTime = try OffsetDateTime(parsing: "2026-03-09T08:00:00Z")
        $0.endTime = $0.startTime
      })
    let failure = try #require(throws: ValidationFailure.self) { try UpdateValidator.validate(draft) }
    #expect(
      Set(failure.errors.map(\.code)) == [
        .statusNeedsLaterVersion, .unknownLocationType, .ruleWithoutIgnoreFreeSlotValidation,
        .endNotAfterStart,
      ])
  }

  @Test(
    "An absent toNotify is noted", arguments: [(nil as Bool?, ["automationsRun"]), (true, []), (false, [])])
  func anAbsentToNotifyIsNoted(toNotify: Bool?, codes: [String]) throws {
    var edit = AppointmentEdit()
    edit.title = "x"
    edit.toNotify = toNotify
    #expect(UpdateValidator.findings(try Draft.plain(edit)).map(\.code.rawValue) == codes)
  }

  @Test("An edit that names nothing is reported") func anEditThatNamesNothingIsReported() throws {
    #expect(UpdateValidator.findings(try Draft.plain(edit { _ in })).map(\.code) == [.emptyEdit])
  }

  @Test(
    "The rule's text is read before it is sent",
    arguments: [
      ("FREQ=DAILY;COUNT=3", [String]()), ("RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260308T073000Z", []),
      ("EXDATE:20260308T073000Z", ["missingRule"]), ("RRULE:FREQ=NEVER", ["invalidValue"]),
      ("RRULE:FREQ=DAILY;COUNT=0", ["valueOutOfRange"]),
    ])
  func theRulesTextIsReadBeforeItIsSent(text: String, codes: [String]) throws {
    let draft = try Draft.series(
      edit {
        $0.rule = .replace(RecurrenceField(text))
        $0.ignoreFreeSlotValidation = true
      })
    let errors = UpdateValidator.findings(draft).filter { $0.severity == .error }
    #expect(errors.map(\.code.rawValue) == codes)
    #expect(errors.allSatisfy { $0.field == "rrule" })
  }
}
