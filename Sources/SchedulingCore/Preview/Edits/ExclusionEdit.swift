internal import Recurrence

/// One occurrence is taken out of its series, and dates may make up for it.
struct ExclusionEdit {
  let context: EditContext
  let named: InstanceID
  let makeUps: [OffsetDateTime]

  func work(_ result: inout EditResult) throws(Diagnostic) {
    guard let series = context.series else { throw Diagnostic.masterRequired(context.event) }
    try series.require(named)
    let left = try series.with(text: try text(of: series))
    for makeUp in makeUps where !left.recurrences.contains(makeUp.milliseconds) {
      throw impossible(makeUp, "is excluded from the series")
    }
    if left.recurrences.first(from: Int.min) == nil { return cancel(series, &result) }
    result.decide(
      .exclusionThroughMaster,
      "\(named) is excluded in the recurrence, which the master \(series.masterID) carries.", for: named)
    result.after = .one(PreviewSide(left))
    result.effective.rule = .replace(left.sentRecurrence)
    result.addRuleFlag()
  }

  /// Without its last occurrence nothing of the series would be left: it is cancelled.
  private func cancel(_ series: Series, _ result: inout EditResult) {
    result.decide(
      .lastOccurrenceCancelled,
      "\(named) is the last occurrence that is left, so the master \(series.masterID) is cancelled.",
      for: named)
    result.findings.append(
      Diagnostic(
        .note, .lastOccurrenceCancelled,
        "No other occurrence is left, so the appointment is cancelled instead of excluding \(named).",
        remedy: "Give a make-up date where it should take place at another time."))
    if let override = series.override(at: named.startMilliseconds) {
      result.named = NamedInstance(
        originalStart: named.startMilliseconds, times: override.ownTimes() ?? named.times)
    }
    result.effective.appointmentStatus = .cancelled
    result.after = .one(PreviewSide(series))
  }

  private func text(of series: Series) throws(Diagnostic) -> RecurrenceText {
    var text = series.text
    text.exclusions.append(.instant(seconds: named.startMilliseconds.floorDivided(by: 1000)))
    for makeUp in makeUps {
      let instant = makeUp.milliseconds
      guard instant.isMultiple(of: 1000) else { throw impossible(makeUp, "has a fraction of a second") }
      guard !series.recurrences.contains(instant) else {
        throw impossible(
          makeUp, instant == named.startMilliseconds ? "is the excluded one" : "is an occurrence already")
      }
      text.additions.append(.instant(seconds: instant / 1000))
    }
    return text
  }

  private func impossible(_ makeUp: OffsetDateTime, _ reason: String) -> Diagnostic {
    Diagnostic(
      .error, .makeUpNotPossible, "The make-up date \(makeUp) \(reason).", field: "rrule",
      remedy: "Give a time at which the series does not take place.")
  }
}

extension EditResult {
  /// Sends the edit to the master instead of the instance that is named.
  fileprivate mutating func decide(
    _ code: TargetDecision.Reason.Code, _ text: String, for named: InstanceID
  ) {
    decision = TargetDecision(
      target: .series(masterID: named.masterID), scope: .this, occurrence: named,
      reasons: decision.reasons + [TargetDecision.Reason(code: code, text: text)],
      diagnostics: decision.diagnostics)
  }
}

extension Diagnostic.Code {
  /// The last occurrence is taken out of a series, which is cancelled for it.
  public static let lastOccurrenceCancelled = Self(rawValue: "lastOccurrenceCancelled")
}
