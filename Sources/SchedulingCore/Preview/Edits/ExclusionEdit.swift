internal import Recurrence

/// Occurrences are taken out of their series, and dates may make up for them.
struct ExclusionEdit {
  let context: EditContext
  /// At least one.
  let named: [InstanceID]
  let makeUps: [OffsetDateTime]

  func work(_ result: inout EditResult) throws(Diagnostic) {
    guard let series = context.series else { throw Diagnostic.masterRequired(context.event) }
    for named in named { try series.require(named) }
    let left = try series.with(text: try text(of: series))
    for makeUp in makeUps where !left.recurrences.contains(makeUp.milliseconds) {
      throw impossible(makeUp, "is excluded from the series")
    }
    let reason = TargetDecision.Reason(
      code: .exclusionThroughMaster,
      text:
        "\(named.map(\.description).joined(separator: ", ")) \(named.count.form("is", "are")) excluded in the recurrence, which the master \(series.masterID) carries."
    )
    result.decision = TargetDecision(
      target: .series(masterID: series.masterID), scope: .this, occurrence: named.first,
      reasons: result.decision.reasons + [reason], diagnostics: result.decision.diagnostics)
    result.after = .one(PreviewSide(left))
    result.effective.rule = .replace(left.sentRecurrence)
    result.addRuleFlag()
  }

  private func text(of series: Series) throws(Diagnostic) -> RecurrenceText {
    var text = series.text
    text.exclusions += named.map { .instant(seconds: $0.startMilliseconds.floorDivided(by: 1000)) }
    for makeUp in makeUps {
      let instant = makeUp.milliseconds
      guard instant.isMultiple(of: 1000) else { throw impossible(makeUp, "has a fraction of a second") }
      guard !series.recurrences.contains(instant) else {
        throw impossible(
          makeUp,
          named.contains { $0.startMilliseconds == instant }
            ? "is an excluded one" : "is an occurrence already")
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
