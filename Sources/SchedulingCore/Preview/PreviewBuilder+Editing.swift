internal import Recurrence

extension PreviewBuilder {
  /// When the target starts and how long it takes after the edit.
  struct NewTimes {
    var startMilliseconds: Int
    var durationSeconds: Int
  }

  /// The times the edit asks of an occurrence that starts and lasts so now.
  func newTimes(startMilliseconds: Int, durationSeconds: Int) throws(Diagnostic) -> NewTimes {
    let start = edit.startTime?.milliseconds ?? startMilliseconds
    var duration = durationSeconds * 1000
    if let end = edit.endTime {
      duration = end.milliseconds - start
      guard duration > 0 else {
        let shown = edit.startTime?.text ?? describe(start, in: before?.zone ?? zone ?? .utc)
        throw Diagnostic(
          .error, .endNotAfterStart, "The end \(end) is not after the start \(shown).", field: "endTime",
          remedy: "Give an end after the start.")
      }
      guard duration.isMultiple(of: 1000) else {
        throw Diagnostic(
          .error, .durationNotWholeSeconds,
          "The new duration of \(duration) milliseconds is no whole number of seconds, which instance ids count in.",
          field: "endTime", remedy: "Give times without fractions of a second.")
      }
    }
    return NewTimes(startMilliseconds: start, durationSeconds: duration / 1000)
  }

  func require(_ named: InstanceID, in series: Series) throws(Diagnostic) {
    let location = try Diagnostic.of { () throws(RecurrenceError) in try series.locate(named) }
    if let absence = location.absence { throw absence.diagnostic }
  }

  // MARK: A plain event

  mutating func editEvent(_ id: String) throws(Diagnostic) {
    guard let startTime = event.startTime, let duration = event.durationSeconds else {
      findings.append(
        Diagnostic(
          .warning, .missingField, "The event tells no start and duration, so its times can’t be previewed.",
          field: event.startTime == nil ? "startTime" : "endTime",
          remedy: "Give the event as the API returns it."))
      return
    }
    var zoneFindings: [Diagnostic] = []
    let start = try RecurrenceStart(startTime, event: event, zone: zone, diagnostics: &zoneFindings)
    let clock = start.zone
    let times = try newTimes(startMilliseconds: startTime.milliseconds, durationSeconds: duration)
    before = .single(
      .init(
        id: .fixed(event.id), occurrence: clock.occurrence(atMilliseconds: startTime.milliseconds),
        durationSeconds: duration, zone: clock))
    reportOffset(of: edit.startTime, in: clock)
    moveSeconds =
      try local(atMilliseconds: times.startMilliseconds, in: clock).wallSeconds - start.local.wallSeconds
    guard case .replace(let text) = edit.rule, case .newMaster? = decision?.target else {
      after = .single(
        .init(
          id: .fixed(event.id), occurrence: clock.occurrence(atMilliseconds: times.startMilliseconds),
          durationSeconds: times.durationSeconds, zone: clock))
      return
    }
    findings += zoneFindings
    let local = try local(atMilliseconds: times.startMilliseconds, in: clock)
    let series = try replacedSeries(
      id: event.id, start: RecurrenceStart(local, in: clock), durationSeconds: times.durationSeconds,
      text: text)
    after = .series(series)
    effective.rule = .replace(series.canonicalRecurrence)
  }

  // MARK: One instance

  mutating func editInstance(_ named: InstanceID, of series: Series?) throws(Diagnostic) {
    let clock: ZoneTransitions
    if let series {
      try require(named, in: series)
      clock = series.start.zone
    } else if let startTime = event.startTime {
      var ignored: [Diagnostic] = []
      clock = try RecurrenceStart(startTime, event: event, zone: zone, diagnostics: &ignored).zone
    } else {
      clock = zone ?? .utc
    }
    let override = series?.overrides.first { $0.original.startMilliseconds == named.startMilliseconds }
    let current = override?.ownTimes() ?? (named.startMilliseconds, named.durationSeconds)
    let times = try newTimes(startMilliseconds: current.0, durationSeconds: current.1)
    reportOffset(of: edit.startTime, in: clock)
    if edit.changesTimes { try express(times, in: clock) }

    let old = OccurrenceSnapshot(
      clock.occurrence(atMilliseconds: current.0), durationSeconds: current.1,
      identity: override.map { .fixed($0.appointment.id) } ?? .instance(ofMaster: named.masterID), zone: clock
    )
    let isRetimed = times.startMilliseconds != current.0 || times.durationSeconds != current.1
    let new = OccurrenceSnapshot(
      clock.occurrence(atMilliseconds: times.startMilliseconds), durationSeconds: times.durationSeconds,
      identity: !isRetimed
        ? old.identity
        : assumptions.instanceUpdateKeepsID
          ? .fixed(old.id) : .instance(ofMaster: named.masterID), zone: clock)
    if let id = override?.appointment.id, id != named.description, let former = decision {
      // The server knows it by the id that its own edit gave it.
      let instance = try? InstanceID(parsing: id)
      decision = TargetDecision(
        target: instance.map { .instance($0) } ?? .event(id), scope: former.scope, occurrence: named,
        reasons: former.reasons, diagnostics: former.diagnostics)
    }
    instanceEdit = (old, new, override?.appointment.json ?? event.json)
    let masterOffset = before?.masterOffsetSeconds ?? Int(old.occurrence.offsetSeconds)
    let change = ChangeExplainer.change(
      old, new, .init(), fields: changedFields(beside: override?.appointment.json ?? event.json),
      notes: ChangeExplainer.notes(new, masterOffset: masterOffset))
    guard let series else {
      changes = [change]
      return
    }
    do {
      let limit = series.recurrences.isFinite || window.range != nil ? window.limit : window.endlessLimit
      let expansion = try series.recurrences.expand(
        in: window.range, limits: ExpansionLimits(occurrences: limit))
      isTruncated = expansion.isTruncated
      let side = PreviewSide.series(series)
      let placed = placedBefore(series)
      changes = expansion.occurrences.filter { $0.startMilliseconds != named.startMilliseconds }.map {
        let snapshot = side.snapshot($0, placed[$0.startMilliseconds])
        return OccurrenceChange(
          kind: .kept, before: snapshot, after: snapshot, reasons: [.outsideScope],
          notes: ChangeExplainer.notes(snapshot, masterOffset: masterOffset))
      }
      let starts = [old.startMilliseconds, new.startMilliseconds]
      if starts.contains(where: { window.range?.contains($0) ?? true }) {
        let place =
          changes.firstIndex { $0.sortingMilliseconds > old.startMilliseconds } ?? changes.endIndex
        changes.insert(change, at: place)
      }
      if new.id != old.id, series.recurrences.contains(new.startMilliseconds) {
        let isSameID = new.durationSeconds == series.durationSeconds
        findings.append(
          Diagnostic(
            .warning, isSameID ? .instanceIDCollides : .instanceCoincides,
            "The new start is the start of another occurrence of the series"
              + (isSameID ? ", so both would have the id \(new.id)." : "."),
            field: "startTime", remedy: "Choose another start, or cancel this instance."))
      }
    } catch {
      throw Diagnostic(error)
    }
  }

  // MARK: A whole series

  mutating func editSeries(_ series: Series, named: InstanceID?) throws(Diagnostic) {
    let clock = series.start.zone
    var reference = series.startMilliseconds
    if let named {
      try require(named, in: series)
      reference = named.startMilliseconds
    }
    let times = try newTimes(startMilliseconds: reference, durationSeconds: series.durationSeconds)
    reportOffset(of: edit.startTime, in: clock)
    moveSeconds =
      try local(atMilliseconds: times.startMilliseconds, in: clock).wallSeconds
      - local(atMilliseconds: reference, in: clock).wallSeconds
    let delta = moveSeconds
    let rebase: SeriesRebase
    var start: RecurrenceStart
    switch edit.rule {
    case .unchanged:
      rebase = try SeriesRebase(
        moving: series.text, from: series.start, bySeconds: delta, options: series.options)
      let moved = try Series(
        masterID: series.masterID, start: rebase.start, durationSeconds: times.durationSeconds,
        text: rebase.text, options: series.options)
      let nameable = try edit.changesTimes ? moved.withNameableStart() : moved
      start = nameable.start
      after = .series(nameable)
      if rebase.isTextChanged || start.local != rebase.start.local { try sendMovedRule(of: nameable) }
      findings += rebase.notes
    case .replace(let text):
      rebase = try SeriesRebase(
        moving: RecurrenceText(), from: series.start, bySeconds: delta, options: series.options)
      let given = try replacedSeries(
        id: series.masterID, start: rebase.start, durationSeconds: times.durationSeconds, text: text)
      let replaced = try edit.changesTimes ? given.withNameableStart() : given
      start = replaced.start
      after = .series(replaced)
      effective.rule = .replace(replaced.canonicalRecurrence)
      try reportDroppedExclusions(series.text.exclusions, of: series, in: replaced, movedBy: delta)
    case .remove:
      rebase = try SeriesRebase(
        moving: RecurrenceText(), from: series.start, bySeconds: delta, options: series.options)
      start = rebase.start
      after = .single(
        .init(
          id: .fixed(series.masterID), occurrence: masterStart(start), durationSeconds: times.durationSeconds,
          zone: clock)
      )
      reportRemoval(
        exclusions: series.text.exclusions.count, overrides: series.overrides.count,
        describe(series.startMilliseconds, in: clock))
    }
    guard edit.changesTimes else { return }
    if named != nil { reportUnreached(times.startMilliseconds, in: clock) }
    let master = NewTimes(
      startMilliseconds: masterStart(start).startMilliseconds, durationSeconds: times.durationSeconds)
    try express(master, in: clock)
  }

  /// Where clocks skip or repeat a time, moving all starts by what the clocks show may lead the one that is
  /// meant elsewhere than asked for.
  private mutating func reportUnreached(_ milliseconds: Int, in clock: ZoneTransitions) {
    guard case .series(let series)? = after, !series.recurrences.contains(milliseconds) else { return }
    findings.append(
      Diagnostic(
        .warning, .startNotReached,
        "No occurrence starts at the time asked for, \(describe(milliseconds, in: clock)): every start moves by what "
          + "the clocks show, and they skip or repeat a time there, or the recurrence has none then.",
        field: "startTime", remedy: "Edit that occurrence alone, or name another one."))
  }

  /// The master's start as an instant; it takes place also where omitted occurrences don't.
  func masterStart(_ start: RecurrenceStart) -> Occurrence {
    let policy = assumptions.zonePolicy.shiftingGaps
    return start.zone.occurrence(at: start.local, policy: policy)
      ?? start.zone.occurrence(atMilliseconds: start.local.wallSeconds * 1000)
  }

  /// A move that changes EXDATE, UNTIL or BY parts has to send them, which needs the flag.
  private mutating func sendMovedRule(of moved: Series) throws(Diagnostic) {
    let text = moved.canonicalRecurrence
    effective.rule = .replace(text)
    if edit.ignoreFreeSlotValidation == true {
      findings.append(
        Diagnostic(
          .note, .ruleMovedWithStart, "The recurrence moves with the start, so it is sent too.",
          field: "rrule"))
    } else {
      findings.append(
        Diagnostic(
          .error, .ruleMoveNeedsFlag,
          "The move changes the recurrence too, which the server applies only with ignoreFreeSlotValidation.",
          field: "ignoreFreeSlotValidation",
          remedy: "Add ignoreFreeSlotValidation: true; the times are then checked here only."))
    }
  }

  /// A series with a recurrence as a person wrote it.
  mutating func replacedSeries(
    id: String, start: RecurrenceStart, durationSeconds: Int, text: String
  ) throws(Diagnostic) -> Series {
    var warnings: [RecurrenceWarning] = []
    let recurrence: RecurrenceText
    do {
      recurrence = try RecurrenceText(parsing: text, warnings: &warnings)
    } catch {
      throw Diagnostic(error)
    }
    let series = try Series(
      masterID: id, start: start, durationSeconds: durationSeconds, text: recurrence,
      options: assumptions.expansionOptions(engine: engine))
    findings += (warnings + series.recurrences.warnings).map { Diagnostic($0) }
    return series
  }

  /// Sends times in the zone's own offset; a text that already says so stays as it was given.
  mutating func express(_ times: NewTimes, in clock: ZoneTransitions) throws(Diagnostic) {
    func time(_ milliseconds: Int, given: OffsetDateTime?) throws(Diagnostic) -> OffsetDateTime {
      if let given, given.milliseconds == milliseconds { return given }
      let offset = clock.offsetSeconds(atInstant: milliseconds.floorDivided(by: 1000))
      guard let time = OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset) else {
        throw Diagnostic(
          .error, .invalidTime, "The new time lies outside years 1 to 9999.", field: "startTime")
      }
      return time
    }
    effective.startTime = try time(times.startMilliseconds, given: edit.startTime)
    effective.endTime = try time(
      times.startMilliseconds + times.durationSeconds * 1000, given: edit.endTime)
  }

  func local(atMilliseconds milliseconds: Int, in clock: ZoneTransitions) throws(Diagnostic) -> LocalDateTime
  {
    let seconds = milliseconds.floorDivided(by: 1000)
    guard let local = LocalDateTime(wallSeconds: seconds + clock.offsetSeconds(atInstant: seconds)) else {
      throw Diagnostic(
        .error, .startOutOfRange, "The start lies outside years 1 to 9999.", field: "startTime")
    }
    return local
  }

  func describe(_ milliseconds: Int, in clock: ZoneTransitions) -> String {
    let offset = clock.offsetSeconds(atInstant: milliseconds.floorDivided(by: 1000))
    return OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset)?.text ?? "\(milliseconds) ms"
  }
}
