public import Recurrence

/// The exact consequences of an edit, before it is sent.
///
/// A preview never fails: what stands in the way is among its findings, and then it holds no plan.
public struct SeriesPreview: Sendable {
  /// An EXDATE that removes nothing from the series after the edit.
  public struct DeadExclusion: Hashable, Sendable {
    /// The date: a day, or an instant.
    public let date: RecurrenceDate
    /// The date as a text for people: `2026-03-07T02:30:00-05:00` or `2026-03-07`.
    public let text: String
  }

  /// Where the edit goes, and why; `nil` where that could not be decided.
  public let decision: TargetDecision?
  /// The zone that local times are shown in.
  public let zone: ZoneTransitions?
  /// The appointment's title before the edit: of an instance that is edited alone, its own.
  public let title: String?
  /// The recurrence before the edit, as the event carries it.
  public let recurrenceBefore: RecurrenceField?
  /// The recurrence after the edit, in canonical form; of the head, where the series is cut in two, and as the event
  /// carries it, where a single instance is edited.
  public let recurrenceAfter: RecurrenceField?
  /// The recurrence of the series that begins at the cut, where there is one.
  public let recurrenceOfTail: RecurrenceField?
  /// How many occurrences there are before the edit, shown or not; `nil` where that is not known.
  public let lengthBefore: SeriesLength?
  /// How many occurrences there are after the edit, shown or not; `nil` where that is not known.
  public let lengthAfter: SeriesLength?
  /// What becomes of each occurrence, by its start before the edit.
  public let changes: [OccurrenceChange]
  /// How many of each kind.
  public let counts: ChangeCounts
  /// What the preview looked at.
  public let window: PreviewWindow
  /// Whether there are more occurrences than were looked at.
  public let isTruncated: Bool
  /// Exclusions of the series after the edit that remove nothing.
  public let deadExclusions: [DeadExclusion]
  /// What becomes of the instances that were edited on their own, by original start.
  public let overrides: [OverrideChange]
  /// The occurrences whose new times can't be booked; `nil` where no calendar was given to check them against.
  public let conflicts: [OccurrenceConflict]?
  /// How what is edited goes together with each other series beyond the occurrences listed, and with an event that
  /// occurs once where it meets one; `nil` where nothing is known of other events, or no occurrence is left to look at.
  public let laterCollisions: [SeriesCollision]?
  /// What is taken for granted about the server.
  public let assumptions: ServerAssumptions
  /// Errors, warnings and notes, in the order they were found.
  public let findings: [Diagnostic]
  /// The fields as they will be sent: an instance's new time carried over to the master, the
  /// recurrence moved along.
  public let effectiveEdit: AppointmentEdit
  /// The request that carries the edit out, where it takes only one and that is an update; `nil` where a finding
  /// is an error, and where a plan has more steps.
  public let validatedUpdate: ValidatedUpdate?
  /// What the events that the edit leads to are made of.
  let after: EventsAfter?
  /// The requests with what each is for, and what undoes it; `nil` where a finding is an error.
  public let plan: EditPlan?
  /// What may be sent; `nil` where a finding is an error.
  public let validatedPlan: ValidatedPlan?

  /// Whether a finding is an error, so that nothing can be sent.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// The events that the edit leads to: one, or two where the series is cut; none where that can't be said.
  ///
  /// - Complexity: O(n) in the instances that were edited on their own; they are made anew each time.
  public var eventsAfter: [EventAfter] { after?.events ?? [] }

  /// The requests that carry the edit out, in order.
  public var requests: [PlannedRequest] { plan?.steps.map(\.request) ?? [] }

  /// Old id and new id of each occurrence that exists before and after.
  public var idMap: [(old: PlannedID, new: PlannedID)] {
    changes.compactMap { change in
      guard let before = change.before, let after = change.after else { return nil }
      return (before.id, after.id)
    }
  }

  /// The assumptions as sentences.
  public var assumptionStatements: [ServerAssumptions.Statement] {
    assumptions.statements(zone: zone?.identifier ?? "the calendar's zone")
  }
}

extension SeriesPreview {
  /// What is shown of an edit whose target could not be chosen.
  init(of request: PreviewRequest, series: Series?, undecidedFor findings: [Diagnostic]) {
    decision = nil
    zone = series?.start.zone ?? request.zone
    title = request.event.title
    recurrenceBefore = request.event.rrule.map { RecurrenceField($0) }
    recurrenceAfter = nil
    recurrenceOfTail = nil
    lengthBefore = series.map(SeriesLength.init)
    lengthAfter = nil
    changes = []
    counts = ChangeCounts([])
    window = request.settings.window
    isTruncated = false
    deadExclusions = []
    overrides = []
    conflicts = nil
    laterCollisions = nil
    assumptions = request.settings.assumptions
    self.findings = findings.unique
    effectiveEdit = request.edit
    validatedUpdate = nil
    after = nil
    plan = nil
    validatedPlan = nil
  }

  /// What the stages of the pipeline found.
  init(
    of context: EditContext, result: EditResult, placement: OverridePlacement,
    comparison: OccurrenceComparison, report: ConflictReport, plan: PlanBuilder.Outcome
  ) {
    decision = result.decision
    zone = result.before?.zone ?? context.zone
    title = result.instance?.json["title"]?.stringValue ?? context.event.title
    recurrenceBefore = context.recurrence
    recurrenceAfter =
      result.instance == nil ? result.remaining?.series?.sentRecurrence : context.recurrence
    recurrenceOfTail = result.halves?.tail?.series?.sentRecurrence
    lengthBefore = result.before.map(SeriesLength.init)
    lengthAfter = SeriesLength(after: result)
    changes = comparison.changes
    counts = ChangeCounts(comparison.changes)
    window = context.window
    isTruncated = comparison.isTruncated
    deadExclusions = comparison.deadExclusions
    overrides = placement.changes
    conflicts = report.conflicts
    laterCollisions = report.later.collisions
    assumptions = context.assumptions
    findings = plan.findings.unique
    effectiveEdit = plan.update?.edit ?? result.effective
    validatedPlan = plan.plan
    self.plan = plan.plan?.plan
    validatedUpdate = plan.plan?.plan.steps.count == 1 ? plan.update : nil
    after = EventsAfter(result: result, placement: placement, context: context)
  }
}

extension SeriesPreview {
  /// A preview with what other steps change besides.
  init(
    _ last: SeriesPreview, decision: TargetDecision?, changes: [OccurrenceChange], isTruncated: Bool,
    overrides: [OverrideChange], findings: [Diagnostic], plan: ValidatedPlan?
  ) {
    self.decision = decision
    zone = last.zone
    title = last.title
    recurrenceBefore = last.recurrenceBefore
    recurrenceAfter = last.recurrenceAfter
    recurrenceOfTail = last.recurrenceOfTail
    lengthBefore = last.lengthBefore
    lengthAfter = last.lengthAfter
    self.changes = changes
    counts = ChangeCounts(changes)
    window = last.window
    self.isTruncated = isTruncated
    deadExclusions = last.deadExclusions
    self.overrides = overrides
    conflicts = last.conflicts
    laterCollisions = last.laterCollisions
    assumptions = last.assumptions
    self.findings = findings
    effectiveEdit = last.effectiveEdit
    validatedUpdate = nil
    after = last.after
    self.plan = plan?.plan
    validatedPlan = plan
  }
}

extension [Diagnostic] {
  /// Each finding once, in the order they were made.
  var unique: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}
