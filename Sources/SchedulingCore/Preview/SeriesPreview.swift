public import Recurrence

/// The exact consequences of an edit, before it is sent.
///
/// A preview never fails: what stands in the way is among its findings, and then it holds no update.
public struct SeriesPreview: Sendable {
  /// An EXDATE that removes nothing from the series after the edit.
  public struct DeadExclusion: Hashable, Sendable {
    /// The date.
    public let date: RecurrenceDate
    /// The date as a text for people: `2026-03-07T02:30:00-05:00` or `2026-03-07`.
    public let text: String
  }

  /// Where the edit goes, and why; `nil` where that could not be decided.
  public let decision: TargetDecision?
  /// The zone that local times are shown in.
  public let zone: ZoneTransitions?
  /// The recurrence before the edit, as the event carries it.
  public let recurrenceBefore: String?
  /// The recurrence after the edit, in canonical form; of the head, where the series is cut in two.
  public let recurrenceAfter: String?
  /// The recurrence of the series that begins at the cut, where there is one.
  public let recurrenceOfTail: String?
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
  /// What is taken for granted about the server.
  public let assumptions: ServerAssumptions
  /// Errors, warnings and notes, in the order they were found.
  public let findings: [Diagnostic]
  /// The fields as they will be sent: an instance's new time carried over to the master, the
  /// recurrence moved along.
  public let effectiveEdit: AppointmentEdit
  /// The first request, where it is an update that carries the edit out; `nil` where a finding is an
  /// error, and for a split.
  public let validatedUpdate: ValidatedUpdate?
  /// The events that the edit leads to: one, or two where the series is cut; none where that can't be told.
  public let eventsAfter: [EventAfter]
  /// What may be sent; `nil` where a finding is an error.
  public let validatedPlan: ValidatedPlan?

  /// Whether a finding is an error, so that nothing can be sent.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// The requests that carry the edit out, in order.
  public var requests: [PlannedRequest] { plan?.steps.map(\.request) ?? [] }

  /// The requests with what each is for, and what undoes it; `nil` where a finding is an error.
  public var plan: EditPlan? { validatedPlan?.plan }

  /// Old id and new id of each occurrence that exists before and after.
  public var idMap: [(old: String, new: String)] {
    changes.compactMap { change in
      guard let before = change.before, let after = change.after else { return nil }
      return (before.id, after.id)
    }
  }

  /// The assumptions as sentences.
  public var assumptionStatements: [ServerAssumptions.Statement] {
    assumptions.statements(zone: zone?.identifier ?? "the calendar’s zone")
  }

  /// Previews an edit.
  ///
  /// - Parameters:
  ///   - event: The event as the API returned it: a plain event, a series' master, or an instance.
  ///   - edit: The fields to change, as a person gave them.
  ///   - id: The id that was given; the event's own where none was.
  ///   - scope: How far the edit reaches; see `TargetDecision`.
  ///   - zone: The zone the series recurs in; see `Series`.
  ///   - window: Which occurrences to look at.
  ///   - engine: What expands the series.
  ///   - promotion: Which warnings stand in the way of sending.
  ///   - events: What `GET /calendars/events` returns: tells the instances that were edited on their own;
  ///     `nil` where that is not known.
  ///   - cancellation: Cancels what the scope reaches; the edit holds nothing but flags then.
  ///   - keepingBefore: An edit of the whole series leaves alone what starts before this instant, in epoch
  ///     milliseconds.
  ///   - findings: Findings made before, such as those of reading the edit; they are carried along.
  /// - Complexity: O(n log n) in the occurrences looked at.
  public static func make(
    event: Appointment, edit: AppointmentEdit, id: EventReference? = nil, scope: EditScope? = nil,
    zone: ZoneTransitions? = nil, window: PreviewWindow = PreviewWindow(),
    version: APIVersion = .v2021_04_15, assumptions: ServerAssumptions = ServerAssumptions(),
    engine: ExpansionEngine = .compiled, promotion: WarningPromotion = .none,
    events: [Appointment]? = nil, cancellation: Cancellation? = nil, keepingBefore: Int? = nil,
    findings: [Diagnostic] = []
  ) -> SeriesPreview {
    let input = PreviewBuilder.Input(
      event: event, edit: edit, id: id, scope: scope, zone: zone, window: window, version: version,
      assumptions: assumptions, engine: engine, promotion: promotion, events: events,
      cancellation: cancellation, keepingBefore: keepingBefore)
    var builder = PreviewBuilder(input, findings: findings)
    return builder.build()
  }
}
