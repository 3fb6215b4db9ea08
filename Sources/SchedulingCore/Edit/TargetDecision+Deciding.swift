extension TargetDecision {
  /// Chooses the target of an edit.
  ///
  /// - Parameters:
  ///   - id: The id that was given; the event's own where none was.
  ///   - scope: How far the edit reaches; by default an instance id means that instance and a master id
  ///     the whole series.
  ///   - edit: The fields to change; only whether it carries a rule or times matters here.
  ///   - event: The event as the API returned it: the plain event, the master, or an instance of it.
  ///   - occurrence: The occurrence meant, where `id` is the master's.
  ///   - isFirstOccurrence: Whether the instance is the first of its series. Where it is not known and
  ///     matters, the instance's start is compared with the master's.
  /// - Throws: `idDisagreesWithEvent`, `eventNotRecurring`, `occurrenceDisagrees`, `occurrenceRequired`,
  ///   `ruleOnInstance`, `firstOccurrenceUnknown`.
  public static func decide(
    id: EventReference, scope: EditScope? = nil, edit: AppointmentEdit, event: Appointment,
    occurrence: InstanceID? = nil, isFirstOccurrence: Bool? = nil
  ) throws(ValidationFailure) -> TargetDecision {
    try checkAgreement(of: id, occurrence, event)
    let named = id.instance ?? occurrence
    let recurs = event.isRecurring || event.rrule != nil || event.isInstance
    guard recurs else { return try plain(id: id, named: named, scope: scope, edit: edit) }
    if named == nil, event.isInstance, id.description == event.id {
      return try opaqueInstance(scope: scope, edit: edit, event: event)
    }

    var reasons: [Reason] = []
    let effective: EditScope
    if let named {
      effective = scope ?? .this
      reasons.append(Reason(.instanceNamed, "\(named) names one instance of the series \(event.seriesID)."))
    } else {
      effective = scope ?? .whole
      reasons.append(Reason(.masterNamed, "\(id) is the series' master."))
    }
    reasons.append(
      scope == nil
        ? Reason(
          .scopeFromID,
          "No scope was given: \(named == nil ? "a master" : "an instance") id means \(effective.words).")
        : Reason(.scopeGiven, "The edit is for \(effective.words)."))

    let given: TargetTable.Given
    if let named {
      // Only "this and following" tells the first from the rest.
      let isFirst =
        effective == .following ? try isFirst(named, given: isFirstOccurrence, event: event) : false
      given = isFirst ? .firstInstance : .laterInstance
    } else {
      given = .master
    }
    let outcome = TargetTable.outcome(given: given, scope: effective, rule: edit.changesRule)
    return try decision(
      outcome, id: id, named: named, scope: effective, edit: edit, event: event, reasons: reasons)
  }

  /// The id, the occurrence and the event have to be of one series.
  private static func checkAgreement(
    of id: EventReference, _ occurrence: InstanceID?, _ event: Appointment
  ) throws(ValidationFailure) {
    guard id.masterID == event.seriesID || id.description == event.id else {
      throw ValidationFailure(
        .idDisagreesWithEvent, "The id \(id) does not belong to the event \(event.id).",
        field: "id", remedy: "Give the id of that event, of its series, or of one of its instances.")
    }
    if let occurrence, occurrence.masterID != event.seriesID {
      throw ValidationFailure(
        .idDisagreesWithEvent,
        "The occurrence \(occurrence) does not belong to the series \(event.seriesID).", field: "id",
        remedy: "Name an occurrence of that series.")
    }
    if let named = id.instance, let occurrence, named != occurrence {
      throw ValidationFailure(
        .occurrenceDisagrees, "The id \(named) and the occurrence \(occurrence) are two instances.",
        field: "id", remedy: "Name one of them.")
    }
  }

  private static func decision(
    _ outcome: TargetTable.Outcome?, id: EventReference, named: InstanceID?, scope: EditScope,
    edit: AppointmentEdit, event: Appointment, reasons: [Reason]
  ) throws(ValidationFailure) -> TargetDecision {
    var reasons = reasons
    let target: Target
    switch (outcome, named) {
    case (.instance, let named?):
      target = .instance(named)
    case (.split, let named?):
      target = .split(masterID: event.seriesID, at: named)
      reasons.append(
        Reason(.laterMeansSplit, "\(named) is not the first: the series ends before it and a new one begins.")
      )
    case (.series, _):
      target = .series(masterID: event.seriesID)
      if scope == .following {
        reasons.append(
          Reason(.firstMeansWhole, "It is the first occurrence, so all that follow are the whole series."))
      }
      reasons.append(
        Reason(.seriesThroughMaster, "The whole series is edited through its master \(event.seriesID)."))
      if named != nil, edit.changesTimes {
        reasons.append(
          Reason(
            .timesAsDelta, "The instance's new time moves the master by the same difference on the clock."))
      }
    case (.error(.ruleOnInstance), _):
      throw ValidationFailure(
        .ruleOnInstance, "A single instance carries no rule; only the series' master does.",
        field: "rrule", remedy: "Use the scope whole, or leave rrule out.")
    default:
      throw occurrenceRequired(id: id.description, scope: scope)
    }
    return TargetDecision(
      target: target, scope: scope, occurrence: named, reasons: reasons, diagnostics: [])
  }

  /// An event that does not recur.
  private static func plain(
    id: EventReference, named: InstanceID?, scope: EditScope?, edit: AppointmentEdit
  ) throws(ValidationFailure) -> TargetDecision {
    if let named {
      throw ValidationFailure(
        .eventNotRecurring,
        "\(named) names an instance, but the event \(named.masterID) does not recur.", field: "id",
        remedy: "Give the event's own id.")
    }
    var reasons = [Reason(.plainEvent, "\(id) is an event that does not recur.")]
    if scope != nil {
      reasons.append(Reason(.scopeWithoutEffect, "It occurs once, so every scope means the same."))
    }
    var diagnostics: [Diagnostic] = []
    var rule = false
    switch edit.rule {
    case .unchanged: break
    case .replace: rule = true
    case .remove:
      diagnostics.append(
        Diagnostic(
          .warning, .noRuleToRemove, "The event has no rule that could be removed.", field: "rrule",
          remedy: "Leave rrule out."))
    }
    let becomesMaster = TargetTable.outcome(given: .plain, scope: scope ?? .whole, rule: rule) == .newMaster
    if becomesMaster {
      reasons.append(Reason(.ruleMakesMaster, "The rule makes it the master of a series."))
    }
    return TargetDecision(
      target: becomesMaster ? .newMaster(id.description) : .event(id.description), scope: nil,
      occurrence: nil, reasons: reasons, diagnostics: diagnostics)
  }

  /// An instance that has an id of its own, which does not tell its place in the series.
  private static func opaqueInstance(
    scope: EditScope?, edit: AppointmentEdit, event: Appointment
  ) throws(ValidationFailure) -> TargetDecision {
    guard scope ?? .this == .this else {
      throw occurrenceRequired(id: event.id, scope: scope ?? .this)
    }
    guard !edit.changesRule else {
      throw ValidationFailure(
        .ruleOnInstance, "\(event.id) is an instance of \(event.seriesID) and carries no rule.",
        field: "rrule", remedy: "Edit the series \(event.seriesID), or leave rrule out.")
    }
    return TargetDecision(
      target: .event(event.id), scope: .this, occurrence: nil,
      reasons: [
        Reason(.instanceNamed, "\(event.id) is an instance of \(event.seriesID) with an id of its own."),
        scope == nil
          ? Reason(.scopeFromID, "No scope was given: an instance's id means \(EditScope.this.words).")
          : Reason(.scopeGiven, "The edit is for \(EditScope.this.words)."),
      ], diagnostics: [])
  }

  private static func isFirst(
    _ named: InstanceID, given: Bool?, event: Appointment
  ) throws(ValidationFailure) -> Bool {
    if let given { return given }
    if event.id == named.masterID, let start = event.startTime {
      return start.milliseconds == named.startMilliseconds
    }
    throw ValidationFailure(
      .firstOccurrenceUnknown,
      "Whether \(named) is the first occurrence is not known without the master's start.", field: "id",
      remedy: "Give the master \(named.masterID) as the event.")
  }

  private static func occurrenceRequired(id: String, scope: EditScope) -> ValidationFailure {
    ValidationFailure(
      .occurrenceRequired, "\(id) does not say which occurrence \(scope.words) means.",
      field: "id", remedy: "Give an instance id (masterId_epochMillis_durationSeconds), or the scope whole.")
  }
}

extension TargetDecision.Reason {
  fileprivate init(_ code: Code, _ text: String) {
    self.code = code
    self.text = text
  }
}

extension EditScope {
  /// The scope in a sentence.
  fileprivate var words: String {
    switch self {
    case .this: "this instance"
    case .following: "this and the following instances"
    case .whole: "the whole series"
    }
  }
}
