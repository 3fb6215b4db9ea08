import SchedulingCore
import Testing

private let first = "M_1772868600000_1800"
private let second = "M_1772953200000_1800"
private let plainEvent = #"{"id":"P","startTime":"2026-03-07T07:30:00Z","endTime":"2026-03-07T08:00:00Z"}"#
private let master = """
  {"id":"M","rrule":"RRULE:FREQ=DAILY;COUNT=5","startTime":"2026-03-07T07:30:00Z",\
  "endTime":"2026-03-07T08:00:00Z"}
  """

/// One way to call, and what the table says of it: the kind and id of the target, or the error.
struct TargetCase: CustomTestStringConvertible, Sendable {
  var id: String
  var scope: EditScope?
  var rule = RuleChange.unchanged
  var occurrence: String?
  let kind: String?
  let target: String

  var testDescription: String {
    "\(id) | \(scope?.rawValue ?? "-") | \(rule) | \(occurrence ?? "-") → \(kind ?? "error") \(target)"
  }
}

struct TargetDecisionTests {
  private static let daily = RuleChange.replace("RRULE:FREQ=DAILY;COUNT=3")
  private static let rules = [RuleChange.unchanged, daily]

  /// Rows one by one, each with every scope and edit that it stands for.
  static let table: [TargetCase] =
    // plain, not recurring | any | no rrule → the event
    ([nil] + EditScope.allCases.map(Optional.some)).map {
      TargetCase(id: "P", scope: $0, kind: "event", target: "P")
    }
    // plain, not recurring | any | rrule → the event, which becomes a master
    + ([nil] + EditScope.allCases.map(Optional.some)).map {
      TargetCase(id: "P", scope: $0, rule: daily, kind: "newMaster", target: "P")
    }
    // instance | this | no rrule → the instance; also without a scope
    + [nil, .this].map { TargetCase(id: second, scope: $0, kind: "instance", target: second) }
    + [nil, .this].map { TargetCase(id: first, scope: $0, kind: "instance", target: first) }
    // instance | this | rrule → error
    + [nil, .this].map { TargetCase(id: second, scope: $0, rule: daily, kind: nil, target: "ruleOnInstance") }
    + [TargetCase(id: first, scope: .this, rule: .remove, kind: nil, target: "ruleOnInstance")]
    // instance | whole | any → the master
    + rules.map { TargetCase(id: second, scope: .whole, rule: $0, kind: "series", target: "M") }
    // master | whole | any → the master; also without a scope
    + rules.map { TargetCase(id: "M", scope: .whole, rule: $0, kind: "series", target: "M") }
    + rules.map { TargetCase(id: "M", rule: $0, kind: "series", target: "M") }
    // master | this | any → error unless an occurrence is named
    + rules.map { TargetCase(id: "M", scope: .this, rule: $0, kind: nil, target: "occurrenceRequired") }
    + [TargetCase(id: "M", scope: .this, occurrence: second, kind: "instance", target: second)]
    + [TargetCase(id: "M", occurrence: second, kind: "instance", target: second)]
    + [
      TargetCase(id: "M", scope: .this, rule: daily, occurrence: second, kind: nil, target: "ruleOnInstance")
    ]
    // instance, not the first | following | any → a split
    + rules.map { TargetCase(id: second, scope: .following, rule: $0, kind: "split", target: "M") }
    // instance, the first | following | any → the same as whole
    + rules.map { TargetCase(id: first, scope: .following, rule: $0, kind: "series", target: "M") }
    // master | following: it does not say from where
    + [TargetCase(id: "M", scope: .following, kind: nil, target: "occurrenceRequired")]
    + [TargetCase(id: "M", scope: .following, occurrence: second, kind: "split", target: "M")]

  @Test("Every row of the table decides as written", arguments: table)
  func everyRowOfTheTableDecidesAsWritten(row: TargetCase) throws {
    let event = try Appointment(parsing: (row.id == "P" ? plainEvent : master).utf8)
    var edit = AppointmentEdit()
    edit.title = "x"
    edit.rule = row.rule
    let occurrence = try row.occurrence.map { try InstanceID(parsing: $0) }
    let id = try EventReference(parsing: row.id)
    do throws(ValidationFailure) {
      let decision = try TargetDecision.decide(
        id: id, scope: row.scope, edit: edit, event: event,
        occurrence: occurrence)
      #expect(decision.target.kind == row.kind)
      #expect(decision.requestID == row.target)
      #expect(!decision.reasons.isEmpty)
      #expect(decision.reasons.allSatisfy { !$0.text.isEmpty })
    } catch {
      #expect(row.kind == nil, "\(error)")
      #expect(error.diagnostics.map(\.code.rawValue) == [row.target])
    }
  }

  @Test(
    "Reasons are data",
    arguments: [
      (second, EditScope?.none, [TargetDecision.Reason.Code.instanceNamed, .scopeFromID]),
      (second, .whole, [.instanceNamed, .scopeGiven, .seriesThroughMaster, .timesAsDelta]),
      (
        first, .following,
        [.instanceNamed, .scopeGiven, .firstMeansWhole, .seriesThroughMaster, .timesAsDelta]
      ),
      (second, .following, [.instanceNamed, .scopeGiven, .laterMeansSplit]),
      ("M", nil, [.masterNamed, .scopeFromID, .seriesThroughMaster]),
      ("P", .this, [.plainEvent, .scopeWithoutEffect]),
    ])
  func reasonsAreData(id: String, scope: EditScope?, codes: [TargetDecision.Reason.Code]) throws {
    var edit = AppointmentEdit()
    edit.startTime = try OffsetDateTime(parsing: "2026-03-08T08:00:00Z")
    let event = try Appointment(parsing: (id == "P" ? plainEvent : master).utf8)
    let decision = try TargetDecision.decide(
      id: EventReference(parsing: id), scope: scope, edit: edit, event: event)
    #expect(decision.reasons.map(\.code) == codes)
    #expect(decision.timesMeanOccurrence == codes.contains(.timesAsDelta))
  }

  @Test(
    "An id that does not fit the event is refused",
    arguments: [
      ("Q", master, "idDisagreesWithEvent"), ("Q_1772868600000_1800", master, "idDisagreesWithEvent"),
      ("P_1772868600000_1800", plainEvent, "eventNotRecurring"),
    ])
  func anIdThatDoesNotFitTheEventIsRefused(id: String, event: String, code: String) throws {
    let event = try Appointment(parsing: event.utf8)
    let reference = try EventReference(parsing: id)
    let failure = try #require(throws: ValidationFailure.self) {
      try TargetDecision.decide(id: reference, edit: AppointmentEdit(), event: event)
    }
    #expect(failure.diagnostics.map(\.code.rawValue) == [code])
  }

  @Test(
    "A named occurrence that does not fit is refused",
    arguments: [
      (second, first, "occurrenceDisagrees"), ("M", "Q_1772868600000_1800", "idDisagreesWithEvent"),
    ])
  func aNamedOccurrenceThatDoesNotFitIsRefused(id: String, named: String, code: String) throws {
    let event = try Appointment(parsing: master.utf8)
    let reference = try EventReference(parsing: id)
    let occurrence = try InstanceID(parsing: named)
    let failure = try #require(throws: ValidationFailure.self) {
      try TargetDecision.decide(id: reference, edit: AppointmentEdit(), event: event, occurrence: occurrence)
    }
    #expect(failure.diagnostics.map(\.code.rawValue) == [code])
  }

  @Test("What the caller knows of the first occurrence counts more than the master's start")
  func whatTheCallerKnowsOfTheFirstOccurrenceCountsMore() throws {
    let event = try Appointment(parsing: master.utf8)
    let reference = try EventReference(parsing: second)
    let decision = try TargetDecision.decide(
      id: reference, scope: .following, edit: AppointmentEdit(), event: event, isFirstOccurrence: true)
    #expect(decision.target == .series(masterID: "M"))
  }

  @Test("Without the master the first occurrence is not known")
  func withoutTheMasterTheFirstOccurrenceIsNotKnown() throws {
    let event = try Appointment(parsing: "{\"id\":\"\(second)\",\"masterEventId\":\"M\"}".utf8)
    let reference = try EventReference(parsing: second)
    let failure = try #require(throws: ValidationFailure.self) {
      try TargetDecision.decide(id: reference, scope: .following, edit: AppointmentEdit(), event: event)
    }
    #expect(failure.diagnostics.map(\.code) == [.firstOccurrenceUnknown])
    let whole = try TargetDecision.decide(
      id: reference, scope: .whole, edit: AppointmentEdit(), event: event)
    #expect(whole.target == .series(masterID: "M"))
  }

  @Test("An instance with an id of its own is edited by that id only")
  func anInstanceWithAnIdOfItsOwnIsEditedByThatIdOnly() throws {
    let event = try Appointment(parsing: #"{"id":"X","masterEventId":"M"}"#.utf8)
    let own = try TargetDecision.decide(id: .event("X"), edit: AppointmentEdit(), event: event)
    #expect(own.target == .event("X"))
    let series = try TargetDecision.decide(id: .event("M"), edit: AppointmentEdit(), event: event)
    #expect(series.target == .series(masterID: "M"))
    #expect(throws: ValidationFailure.self) {
      try TargetDecision.decide(id: .event("X"), scope: .whole, edit: AppointmentEdit(), event: event)
    }
  }

  @Test("Removing a rule that is not there is reported") func removingARuleThatIsNotThereIsReported() throws {
    var edit = AppointmentEdit()
    edit.rule = .remove
    let event = try Appointment(parsing: plainEvent.utf8)
    let decision = try TargetDecision.decide(id: .event("P"), edit: edit, event: event)
    #expect(decision.target == .event("P"))
    #expect(decision.diagnostics.map(\.code) == [.noRuleToRemove])
  }
}
