internal import Recurrence

/// Works a preview out, step by step: decision, series before, series after, changes, plan.
struct PreviewBuilder {
  /// What is given.
  struct Input {
    let event: Appointment
    var edit: AppointmentEdit
    var id: EventReference?
    var scope: EditScope?
    var zone: ZoneTransitions?
    var window = PreviewWindow()
    var version = APIVersion.v2021_04_15
    var assumptions = ServerAssumptions()
    var engine = ExpansionEngine.compiled
    var promotion = WarningPromotion.none
    /// `nil` where no list was given.
    var events: [Appointment]?
    var cancellation: Cancellation?
    var keepingBefore: Int?
  }

  let input: Input
  var findings: [Diagnostic]
  /// The edit with what a cancellation asks for.
  var edit: AppointmentEdit

  var decision: TargetDecision?
  var before: PreviewSide?
  var after: PreviewSide?
  /// Where the series is cut in two: `after` is the head then.
  var split: SplitEdit?
  /// How the target moves on the clock's face.
  var moveSeconds = 0
  /// The edit as it will be sent.
  var effective: AppointmentEdit
  var changes: [OccurrenceChange] = []
  var isTruncated = false
  var dead: [SeriesPreview.DeadExclusion] = []

  /// Overrides by the start of the occurrence they stand for.
  var overridesBefore: [Int: PlacedOverride] = [:]
  var overridesAfter: [Int: PlacedOverride] = [:]
  var tailOverridesAfter: [Int: PlacedOverride] = [:]
  var overrideChanges: [OverrideChange] = []
  var reissues: [OverrideReissue] = []
  /// Overrides that leave an occurrence whose id another one has afterwards.
  var clearings: [InstanceOverride] = []
  var detached: [DetachedInstance] = []
  /// The instance that an update of one instance changes, before and after.
  var instanceEdit: (old: OccurrenceSnapshot, new: OccurrenceSnapshot, json: JSONObject)?

  var event: Appointment { input.event }
  var zone: ZoneTransitions? { input.zone }
  var window: PreviewWindow { input.window }
  var assumptions: ServerAssumptions { input.assumptions }
  var engine: ExpansionEngine { input.engine }

  init(_ input: Input, findings: [Diagnostic]) {
    self.input = input
    self.findings = findings
    edit = input.edit
    effective = input.edit
  }

  mutating func build() -> SeriesPreview {
    do throws(Diagnostic) {
      try work()
    } catch {
      findings.append(error)
    }
    let validated = validate()
    var recurrence: String?
    if case .series(let series)? = after { recurrence = series.canonicalRecurrence }
    var tailRecurrence: String?
    if case .series(let tail)? = split?.after { tailRecurrence = tail.canonicalRecurrence }
    return SeriesPreview(
      decision: decision, zone: (before ?? after)?.zone ?? zone, recurrenceBefore: event.rrule,
      recurrenceAfter: recurrence, recurrenceOfTail: tailRecurrence, changes: changes,
      counts: ChangeCounts(changes), window: window, isTruncated: isTruncated, deadExclusions: dead,
      overrides: overrideChanges, assumptions: assumptions,
      findings: (validated?.plan.diagnostics ?? findings).unique,
      effectiveEdit: validated?.update?.edit ?? effective, validatedUpdate: validated?.update,
      eventsAfter: eventsAfter(), validatedPlan: validated?.plan)
  }

  private mutating func work() throws(Diagnostic) {
    let series = try readSeries()
    before = series.map(PreviewSide.series)
    let id = try reference(series)
    try checkCancellation()
    guard let decision = decide(id, series: series) else { return }
    self.decision = decision
    try checkKeepPast(decision)
    try prepareCancellation(of: decision.target)
    switch decision.target {
    case .split(_, let named):
      guard let series else { throw unknownRecurrence }
      try splitSeries(series, at: named, reference: named.startMilliseconds)
    case .instance(let named):
      if let cancellation = input.cancellation, cancellation.style == .exclusion {
        try exclude(named, of: series, makeUps: cancellation.makeUps)
      } else {
        try editInstance(named, of: series)
      }
    case .series:
      guard let series else { throw unknownRecurrence }
      if let instant = input.keepingBefore, decision.scope == .whole,
        try keepPast(of: series, before: instant, decision: decision)
      {
        break
      }
      try reportExcludedHead(of: series, decision: decision)
      try editSeries(series, named: decision.occurrence)
    case .event(let id), .newMaster(let id):
      try editEvent(id)
    }
    try placeOverrides(series)
    try compare()
    reportOffsets()
  }

  /// Refuses to leave the past alone where the scope is chosen by an occurrence.
  private func checkKeepPast(_ decision: TargetDecision) throws(Diagnostic) {
    guard input.keepingBefore != nil else { return }
    switch decision.target {
    case .split, .instance:
      throw Diagnostic(
        .error, .keepPastNeedsWhole, "Only an edit of the whole series can leave alone what is past.",
        remedy: "Choose the scope whole, or let the occurrence that is named bound the edit.")
    case .series, .event, .newMaster: return
    }
  }

  private var unknownRecurrence: Diagnostic {
    if event.isInstance { return Diagnostic.masterRequired(event) }
    return Diagnostic(
      .error, .recurrenceUnknown,
      "The event \(event.id) is said to recur, but carries no recurrence to preview.", field: "rrule",
      remedy: "Give the master event with its rrule, as the API returns it.")
  }

  /// The id that is meant; an override's own id means the occurrence it stands for.
  private func reference(_ series: Series?) throws(Diagnostic) -> EventReference {
    guard let given = input.id else { return try EventReference(parsing: event.id) }
    let text = given.description
    if let override = series?.overrides.first(where: { $0.appointment.id == text }) {
      return .instance(override.original)
    }
    return given
  }

  /// The series before the edit, where the event tells one.
  private mutating func readSeries() throws(Diagnostic) -> Series? {
    guard event.rrule != nil, !event.isInstance else { return nil }
    let options = assumptions.expansionOptions(engine: engine)
    let plain = try Series(event, zone: zone, options: options, diagnostics: &findings)
    guard let listed = input.events, !listed.isEmpty else { return plain }
    let events = SeriesEvents(listed, of: plain, master: event)
    findings += events.findings
    detached = events.detached
    return try Series(
      masterID: plain.masterID, start: plain.start, durationSeconds: plain.durationSeconds, text: plain.text,
      options: options, overrides: events.overrides)
  }

  private mutating func decide(_ id: EventReference, series: Series?) -> TargetDecision? {
    var isFirst: Bool?
    if let series, let named = id.instance, let first = series.recurrences.first(from: Int.min) {
      isFirst = first.startMilliseconds == named.startMilliseconds
    }
    do throws(ValidationFailure) {
      return try TargetDecision.decide(
        id: id, scope: input.scope, edit: edit, event: event, isFirstOccurrence: isFirst)
    } catch {
      findings += error.diagnostics
      return nil
    }
  }

  /// The validator has the last word, and repeats no finding that was made before.
  private mutating func validate() -> (plan: ValidatedPlan, update: ValidatedUpdate?)? {
    guard let decision else { return nil }
    var draft = UpdateDraft(
      decision: decision, edit: effective, event: event, version: input.version,
      promotion: input.promotion, findings: findings)
    draft.isRebased = true
    draft.isCancellation = input.cancellation != nil
    do throws(ValidationFailure) {
      var planner = PlanBuilder(self, decision: decision)
      if case .split = decision.target {
        draft.findings += planner.creationFindings
        return (try planner.plan(diagnostics: try UpdateValidator.validateSplit(draft)), nil)
      }
      let update = try UpdateValidator.validate(draft)
      return (try planner.plan(update), update)
    } catch {
      findings = error.diagnostics
      return nil
    }
  }

  // MARK: Comparing

  private mutating func compare() throws(Diagnostic) {
    guard let before, let after, changes.isEmpty else { return }
    if let split {
      try compare(split)
    } else {
      var matcher = OccurrenceMatcher(
        before: before, after: after, deltaSeconds: moveSeconds, fields: changedFields(beside: event.json),
        removesRule: edit.rule == .remove, replacesRule: edit.changesRule, window: window)
      matcher.overridesBefore = overridesBefore
      matcher.overridesAfter = overridesAfter
      let matches = try Diagnostic.of { () throws(RecurrenceError) in try matcher.changes() }
      changes = matches.changes
      isTruncated = matches.isTruncated
      try checkLeft(after)
    }
    if isTruncated, window.range == nil, !before.isEndless, !after.isEndless {
      findings.append(
        Diagnostic(
          .note, .previewTruncated, "Only the first \(window.limit) occurrences are shown.",
          remedy: "Give a window to see others."))
    }
  }

  /// Finds exclusions without effect, and series without occurrences.
  mutating func checkLeft(_ side: PreviewSide) throws(Diagnostic) {
    guard case .series(let series) = side else { return }
    dead += try Diagnostic.of { () throws(RecurrenceError) in
      try DeadExclusionFinder(series: series).find()
    }
    if series.recurrences.first(from: Int.min) == nil { throw Diagnostic.emptySeries }
  }

  /// The appointment's own fields that the edit gives another value.
  func changedFields(beside json: JSONObject) -> [String] {
    guard let given = edit.json.objectValue else { return [] }
    return AppointmentEdit.Field.allCases.filter { $0.isContent }.map(\.rawValue)
      .filter { given[$0] != nil && given[$0] != json[$0] }
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

extension [Diagnostic] {
  /// Each finding once, in the order they were made.
  fileprivate var unique: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
