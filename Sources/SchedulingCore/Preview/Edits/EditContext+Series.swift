internal import Recurrence

extension EditContext {
  /// A series with a recurrence as a person wrote it.
  func series(
    id: String, start: RecurrenceStart, durationSeconds: Int, nominalDays: Int = 0, rule: RecurrenceField,
    findings: inout [Diagnostic]
  ) throws(ValidationFailure) -> Series {
    let recurrence = try rule.recurrence()
    let series = try Series(
      masterID: id, start: start, durationSeconds: durationSeconds, nominalDays: nominalDays,
      text: recurrence,
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
  ) throws(ValidationFailure) -> SeriesTimes {
    let override = decision.occurrence == nil ? nil : series.override(at: slot.startMilliseconds)
    let times = try edit.times(
      ofSeriesAt: slot,
      called: series.recurrences.occurrence(startingAt: slot.startMilliseconds)?.nominalLocal,
      own: override?.ownTimes() ?? slot, in: series.start.zone)
    move = times.move
    if let override {
      named = NamedInstance(originalStart: override.original.startMilliseconds, times: times.named)
    }
    return times
  }

  /// Takes a series that moves as it was chosen, and says so.
  ///
  /// - Parameters:
  ///   - times: What the edit's times mean for the series.
  ///   - alike: Moves every occurrence by the same difference.
  ///   - named: Moves the day of the occurrence that is named.
  mutating func move(
    by times: SeriesTimes, _ policy: MovePolicy, alike: () throws(ValidationFailure) -> SeriesRebase,
    named: () throws(ValidationFailure) -> NamedMove
  ) throws(ValidationFailure) -> SeriesRebase {
    guard policy == .named, times.days != 0 else {
      if move != OccurrenceMove(), !decision.reasons.contains(where: { $0.code == .timesAsDelta }) {
        decision.add(.allMove, "Every occurrence moves by the same difference on the clock.")
      }
      do throws(ValidationFailure) {
        return try alike()
      } catch {
        guard error.code == .ruleNotMovable, times.days != 0,
          let named = try? named(), !named.rules.isEmpty
        else { throw error }
        throw ValidationFailure(
          error.code, error.message, field: error.field,
          remedy:
            "Give the rule of the new date in rrule, \(named.rules), move the named day alone (move: named), "
            + "or move the occurrences one by one.")
      }
    }
    let named = try named()
    move = named.move
    decision.add(
      .namedDayMoves,
      "The day of the named occurrence gives way to the new one, and occurrences of other days stay"
        + (named.rules.isEmpty ? "." : ": \(named.rules)."), insteadOf: .timesAsDelta)
    return named.rebase
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

extension NamedMove {
  /// Moves the day of the occurrence that starts at a slot.
  init(_ series: Series, by times: SeriesTimes, at slot: Int) throws(ValidationFailure) {
    let occurrence = series.recurrences.first(from: slot)
    let named =
      occurrence?.startMilliseconds == slot
      ? occurrence?.nominalLocal : try series.start.zone.local(atMilliseconds: slot)
    let local = named ?? series.start.local
    guard let date = CivilDate(dayNumber: local.date.dayNumber + times.days) else {
      throw ValidationFailure(
        .startOutOfRange, "The moved start lies outside years 1 to 9999.", field: "startTime")
    }
    try self.init(series, named: local, to: date, clockSeconds: times.clockSeconds)
  }

  /// The rules afterwards, as text for rrule.
  var rules: String { rebase.text.rules.map { "RRULE:\($0)" }.joined(separator: "\n") }
}

extension Series {
  /// - Throws: Why that is no instance of the series.
  func require(_ named: InstanceID) throws(ValidationFailure) {
    let location = try locate(named)
    if let absence = location.absence { throw ValidationFailure(absence.diagnostic) }
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
}
