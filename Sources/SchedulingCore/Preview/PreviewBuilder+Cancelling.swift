internal import Recurrence

extension PreviewBuilder {
  /// Refuses a cancellation that says more than to cancel.
  func checkCancellation() throws(Diagnostic) {
    guard let cancellation = input.cancellation else { return }
    guard edit.isEmpty else {
      throw Diagnostic(
        .error, .cancellationWithChanges, "The edit cancels and changes fields at once.",
        remedy: "Leave everything but flags out of the edit.")
    }
    guard cancellation.makeUps.isEmpty || cancellation.style == .exclusion else {
      throw makeUpNeedsExclusion
    }
  }

  /// Turns a cancellation into the edit that its target needs.
  mutating func prepareCancellation(of target: TargetDecision.Target) throws(Diagnostic) {
    guard let cancellation = input.cancellation else { return }
    if case .instance = target, cancellation.style == .exclusion { return }
    guard cancellation.makeUps.isEmpty else { throw makeUpNeedsExclusion }
    // Cut off, the following need no status.
    if case .split = target { return }
    edit.appointmentStatus = .cancelled
    effective.appointmentStatus = .cancelled
  }

  private var makeUpNeedsExclusion: Diagnostic {
    Diagnostic(
      .error, .makeUpNeedsExclusion,
      "Only a single instance that is excluded from the series is made up for by other dates.",
      remedy: "Cancel one instance by exclusion, or leave the make-up dates out.")
  }

  /// Takes one occurrence out of the series.
  mutating func exclude(
    _ named: InstanceID, of series: Series?, makeUps: [OffsetDateTime]
  ) throws(Diagnostic) {
    guard let series else { throw Diagnostic.masterRequired(event) }
    try require(named, in: series)
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
    let left = try Series(
      masterID: series.masterID, start: series.start, durationSeconds: series.durationSeconds, text: text,
      options: series.options)
    for makeUp in makeUps where !left.recurrences.contains(makeUp.milliseconds) {
      throw impossible(makeUp, "is excluded from the series")
    }
    let reason = TargetDecision.Reason(
      code: .exclusionThroughMaster,
      text: "\(named) is excluded in the recurrence, which the master \(series.masterID) carries.")
    decision = TargetDecision(
      target: .series(masterID: series.masterID), scope: .this, occurrence: named,
      reasons: (decision?.reasons ?? []) + [reason], diagnostics: decision?.diagnostics ?? [])
    after = .series(left)
    effective.rule = .replace(left.canonicalRecurrence)
    sendsRule()
  }

  private func impossible(_ makeUp: OffsetDateTime, _ reason: String) -> Diagnostic {
    Diagnostic(
      .error, .makeUpNotPossible, "The make-up date \(makeUp) \(reason).", field: "rrule",
      remedy: "Give a time at which the series does not take place.")
  }
}
