internal import Recurrence

/// Works a preview out, step by step: decision, series before, series after, changes, request.
struct PreviewBuilder {
  let event: Appointment
  let edit: AppointmentEdit
  let id: EventReference?
  let scope: EditScope?
  let zone: ZoneTransitions?
  let window: PreviewWindow
  let version: APIVersion
  let assumptions: ServerAssumptions
  let engine: ExpansionEngine
  let promotion: WarningPromotion
  var findings: [Diagnostic]

  var decision: TargetDecision?
  var before: PreviewSide?
  var after: PreviewSide?
  /// The edit as it will be sent.
  var effective: AppointmentEdit
  var changes: [OccurrenceChange] = []
  var isTruncated = false
  var dead: [SeriesPreview.DeadExclusion] = []

  init(
    event: Appointment, edit: AppointmentEdit, id: EventReference?, scope: EditScope?,
    zone: ZoneTransitions?, window: PreviewWindow, version: APIVersion, assumptions: ServerAssumptions,
    engine: ExpansionEngine,
    promotion: WarningPromotion, findings: [Diagnostic]
  ) {
    self.event = event
    self.edit = edit
    self.id = id
    self.scope = scope
    self.zone = zone
    self.window = window
    self.version = version
    self.assumptions = assumptions
    self.engine = engine
    self.promotion = promotion
    self.findings = findings
    effective = edit
  }

  mutating func build() -> SeriesPreview {
    do throws(Diagnostic) {
      try work()
    } catch {
      findings.append(error)
    }
    let update = validate()
    var after: String?
    if case .series(let series)? = self.after { after = series.canonicalRecurrence }
    return SeriesPreview(
      decision: decision, zone: (before ?? self.after)?.zone ?? zone, recurrenceBefore: event.rrule,
      recurrenceAfter: after, changes: changes, counts: ChangeCounts(changes), window: window,
      isTruncated: isTruncated, deadExclusions: dead, assumptions: assumptions,
      findings: update == nil ? findings.unique : (update?.diagnostics ?? []).unique,
      effectiveEdit: update?.edit ?? effective, validatedUpdate: update)
  }

  private mutating func work() throws(Diagnostic) {
    let id = if let given = self.id { given } else { try EventReference(parsing: event.id) }
    let series = try readSeries()
    before = series.map(PreviewSide.series)
    guard let decision = decide(id, series: series) else { return }
    self.decision = decision
    switch decision.target {
    case .split: return
    case .instance(let named):
      try editInstance(named, of: series)
    case .series:
      guard let series else {
        if event.isInstance { throw Diagnostic.masterRequired(event) }
        throw Diagnostic(
          .error, .recurrenceUnknown,
          "The event \(event.id) is said to recur, but carries no recurrence to preview.", field: "rrule",
          remedy: "Give the master event with its rrule, as the API returns it.")
      }
      try editSeries(series, named: decision.occurrence)
    case .event(let id), .newMaster(let id):
      try editEvent(id)
    }
    try compare()
    reportOffsets()
  }

  /// The series before the edit, where the event tells one.
  private mutating func readSeries() throws(Diagnostic) -> Series? {
    guard event.rrule != nil, !event.isInstance else { return nil }
    return try Series(
      event, zone: zone, options: assumptions.expansionOptions(engine: engine), diagnostics: &findings)
  }

  private mutating func decide(_ id: EventReference, series: Series?) -> TargetDecision? {
    var isFirst: Bool?
    if let series, let named = id.instance, let first = series.recurrences.first(from: Int.min) {
      isFirst = first.startMilliseconds == named.startMilliseconds
    }
    do throws(ValidationFailure) {
      return try TargetDecision.decide(
        id: id, scope: scope, edit: edit, event: event, isFirstOccurrence: isFirst)
    } catch {
      findings += error.diagnostics
      return nil
    }
  }

  /// The validator has the last word, and repeats no finding that was made before.
  private mutating func validate() -> ValidatedUpdate? {
    guard let decision else { return nil }
    var draft = UpdateDraft(
      decision: decision, edit: effective, event: event, version: version, promotion: promotion,
      findings: findings)
    draft.isRebased = true
    do throws(ValidationFailure) {
      return try UpdateValidator.validate(draft)
    } catch {
      findings = error.diagnostics
      return nil
    }
  }

  // MARK: Comparing

  private mutating func compare() throws(Diagnostic) {
    guard let before, let after, changes.isEmpty else { return }
    let matcher = OccurrenceMatcher(
      before: before, after: after, deltaSeconds: masterDelta, fields: changedFields,
      removesRule: edit.rule == .remove, replacesRule: edit.changesRule, window: window)
    let matches = try Diagnostic.of { () throws(RecurrenceError) in try matcher.changes() }
    changes = matches.changes
    isTruncated = matches.isTruncated
    if case .series(let series) = after {
      dead = try Diagnostic.of { () throws(RecurrenceError) in
        try DeadExclusionFinder(series: series).find()
      }
      if series.recurrences.first(from: Int.min) == nil { throw Diagnostic.emptySeries }
    }
    if isTruncated, window.range == nil, !before.isEndless, !after.isEndless {
      findings.append(
        Diagnostic(
          .note, .previewTruncated, "Only the first \(window.limit) occurrences are shown.",
          remedy: "Give a window to see others."))
    }
  }

  /// How the master moves on the clock's face.
  private var masterDelta: Int {
    guard let before, let after else { return 0 }
    return after.masterLocal.wallSeconds - before.masterLocal.wallSeconds
  }

  /// The appointment's own fields that the edit gives another value.
  var changedFields: [String] {
    guard let given = edit.json.objectValue else { return [] }
    return AppointmentEdit.Field.allCases.filter { $0.isContent }.map(\.rawValue)
      .filter { given[$0] != nil && given[$0] != event.json[$0] }
  }

  /// Tells once that a series keeps its local time while its offset changes.
  private mutating func reportOffsets() {
    let others = changes.compactMap { change -> (OccurrenceSnapshot, Int, Int)? in
      guard let after = change.after else { return nil }
      for case .offsetDiffers(let master, let here) in change.notes { return (after, master, here) }
      return nil
    }
    if let (first, master, here) = others.first {
      findings.append(
        Diagnostic(
          .note, .offsetDiffersFromMaster,
          "\(others.count) of \(changes.count) occurrences, from \(first.localStart) on, have another offset than "
            + "the master (\(OffsetDateTime.offsetText(here)) instead of \(OffsetDateTime.offsetText(master))): "
            + "the local time stays, the instant moves."))
    }
    let gaps = changes.filter { ($0.after?.occurrence.gapSeconds ?? 0) != 0 }.count
    if gaps > 0 {
      findings.append(
        Diagnostic(
          .note, .shiftedByGap,
          "\(gaps) occurrence\(gaps == 1 ? " falls" : "s fall") into an hour that the clocks skip and "
            + "\(gaps == 1 ? "starts" : "start") later."))
    }
  }
}

extension AppointmentEdit.Field {
  /// Whether it is something an occurrence shows, rather than a flag, the rule or a time.
  fileprivate var isContent: Bool {
    switch self {
    case .ignoreDateRange, .toNotify, .ignoreFreeSlotValidation, .rrule, .startTime, .endTime: false
    case .title, .calendarId, .meetingLocationType, .meetingLocationId, .overrideLocationConfig,
      .appointmentStatus, .assignedUserId, .description, .address:
      true
    }
  }
}

extension PreviewSide {
  /// What the clocks show at the start of the master or event.
  var masterLocal: LocalDateTime {
    switch self {
    case .series(let series): series.start.local
    case .single(let event): event.occurrence.nominalLocal
    }
  }
}

extension [Diagnostic] {
  /// Each finding once, in the order they were made.
  fileprivate var unique: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
