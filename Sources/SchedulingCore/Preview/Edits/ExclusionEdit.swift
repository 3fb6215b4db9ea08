internal import Recurrence

/// Occurrences are taken out of their series, and dates may make up for them.
struct ExclusionEdit {
  let context: EditContext
  /// At least one.
  let named: [InstanceID]
  let makeUps: [OffsetDateTime]

  func work(_ result: inout EditResult) throws(ValidationFailure) {
    guard let series = context.series else { throw .masterRequired(context.event) }
    for named in named { try series.require(named) }
    let left = try series.with(text: try text(of: series))
    for makeUp in makeUps where !left.recurrences.contains(makeUp.milliseconds) {
      throw impossible(makeUp, "is excluded from the series")
    }
    if left.recurrences.first(from: Int.min) == nil { return cancel(series, &result) }
    result.decide(
      .exclusionThroughMaster,
      "\(names) \(named.count.form("is", "are")) excluded in the recurrence, which the master \(series.masterID) "
        + "carries.", for: named)
    result.after = .one(PreviewSide(left))
    result.effective.rule = .replace(left.sentRecurrence)
    result.addRuleFlag()
  }

  private var names: String { named.map(\.description).joined(separator: ", ") }

  /// Without its last occurrence nothing of the series would be left: it is cancelled.
  private func cancel(_ series: Series, _ result: inout EditResult) {
    result.decide(
      .lastOccurrenceCancelled,
      "No occurrence is left beside \(names), so the master \(series.masterID) is cancelled.", for: named)
    result.findings.append(
      Diagnostic(
        .note, .lastOccurrenceCancelled,
        "No other occurrence is left, so the appointment is cancelled instead of excluding \(names).",
        remedy: "Give a make-up date where it should take place at another time."))
    if let override = named.lazy.compactMap({ series.override(at: $0.startMilliseconds) }).first {
      result.named = NamedInstance(
        originalStart: override.original.startMilliseconds,
        times: override.ownTimes() ?? override.original.times)
    }
    result.effective.appointmentStatus = .cancelled
    result.after = .one(PreviewSide(series))
  }

  private func text(of series: Series) throws(ValidationFailure) -> RecurrenceText {
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

  private func impossible(_ makeUp: OffsetDateTime, _ reason: String) -> ValidationFailure {
    ValidationFailure(
      .makeUpNotPossible, "The make-up date \(makeUp) \(reason).", field: "rrule",
      remedy: "Give a time at which the series does not take place.")
  }
}

extension EditResult {
  /// Sends the edit to the master instead of the instance that is named.
  fileprivate mutating func decide(
    _ code: TargetDecision.Reason.Code, _ text: String, for named: [InstanceID]
  ) {
    guard let first = named.first else { return }
    decision.target = .series(masterID: first.masterID)
    decision.scope = .this
    decision.occurrence = first
    decision.add(code, text)
  }
}

extension Diagnostic.Code {
  /// The last occurrence is taken out of a series, which is cancelled for it.
  public static let lastOccurrenceCancelled = Self(rawValue: "lastOccurrenceCancelled")
}
