internal import Recurrence

extension EditContext {
  /// A series with a recurrence as a person wrote it.
  func series(
    id: String, start: RecurrenceStart, durationSeconds: Int, rule: RecurrenceField,
    findings: inout [Diagnostic]
  ) throws(Diagnostic) -> Series {
    let recurrence = try Diagnostic.of { () throws(RecurrenceError) in try rule.recurrence() }
    let series = try Series(
      masterID: id, start: start, durationSeconds: durationSeconds, text: recurrence,
      options: assumptions.expansionOptions(engine: request.settings.engine))
    findings += (rule.warnings + series.recurrences.warnings).map { Diagnostic($0) }
    return series
  }

  /// The master's start as an instant; it takes place also where omitted occurrences don't.
  func masterOccurrence(at start: RecurrenceStart) -> Occurrence {
    start.zone.occurrence(at: start.local, policy: assumptions.zonePolicy.shiftingGaps)
      ?? start.zone.occurrence(atMilliseconds: start.local.wallSeconds * 1000)
  }
}

extension EditResult {
  /// Takes the times of an edit of a series that are said of the occurrence at a slot.
  mutating func take(
    _ edit: AppointmentEdit, ofSeriesAt slot: TimeSpan, in series: Series
  ) throws(Diagnostic) -> SeriesTimes {
    let override = decision.occurrence == nil ? nil : series.override(at: slot.startMilliseconds)
    let times = try edit.times(
      ofSeriesAt: slot, own: override?.ownTimes() ?? slot, in: series.start.zone)
    move = times.move
    if let override {
      named = NamedInstance(originalStart: override.original.startMilliseconds, times: times.named)
    }
    return times
  }

  /// A rule that the edit did not ask for needs the flag that lets the server apply it.
  mutating func addRuleFlag() {
    guard effective.ignoreFreeSlotValidation == nil else { return }
    effective.ignoreFreeSlotValidation = true
    findings.append(
      Diagnostic(
        .warning, .flagAdded,
        "The edit changes the recurrence, so ignoreFreeSlotValidation: true is sent with it: the server then checks "
          + "no slot, notice or range.", field: "ignoreFreeSlotValidation",
        remedy: "Give ignoreFreeSlotValidation: true to say that this is meant."))
  }
}

extension Series {
  /// - Throws: Why that is no instance of the series.
  func require(_ named: InstanceID) throws(Diagnostic) {
    let location = try Diagnostic.of { () throws(RecurrenceError) in try locate(named) }
    if let absence = location.absence { throw absence.diagnostic }
  }
}

extension Diagnostic {
  /// An edit that takes the recurrence away leaves one event.
  static func recurrenceRemoved(exclusions: Int, overrides: Int, start: String) -> Diagnostic {
    let also =
      (exclusions > 0 ? [exclusions.counted("EXDATE")] : [])
      + (overrides > 0 ? [overrides.counted("edited instance")] : [])
    return Diagnostic(
      .warning, .recurrenceRemoved,
      "The event recurs no more: only the one at \(start) stays"
        + (also.isEmpty
          ? "."
          : ", and \(also.joined(separator: " and ")) \((exclusions + overrides).form("goes", "go")) with the rule."),
      field: "rrule")
  }

  /// Runs something that a recurrence may stop, and turns its error into a finding.
  static func of<Value>(_ work: () throws(RecurrenceError) -> Value) throws(Diagnostic) -> Value {
    do {
      return try work()
    } catch {
      throw Diagnostic(error)
    }
  }
}
