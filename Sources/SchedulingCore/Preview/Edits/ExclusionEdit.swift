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
    let reason = TargetDecision.Reason(
      code: .exclusionThroughMaster,
      text: "\(named) is excluded in the recurrence, which the master \(series.masterID) carries.")
    result.decision = TargetDecision(
      target: .series(masterID: series.masterID), scope: .this, occurrence: named,
      reasons: result.decision.reasons + [reason], diagnostics: result.decision.diagnostics)
    result.after = .one(PreviewSide(left))
    result.effective.rule = .replace(left.sentRecurrence)
    result.addRuleFlag()
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
