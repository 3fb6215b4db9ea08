public import Recurrence

/// An edit of an event and all that its preview is worked out from.
///
/// ```swift
/// var request = PreviewRequest(event: event, edit: edit)
/// request.zone = try ZoneTransitions.named("America/New_York")
/// let preview = request.preview()
/// ```
public struct PreviewRequest: Sendable {
  /// The event as the API returned it: a plain event, a series' master, or an instance.
  public var event: Appointment
  /// The fields to change, as a person gave them; nothing but flags beside a cancellation.
  public var edit: AppointmentEdit
  /// What the edit is addressed to, and how far it reaches.
  public var reach: EditReach
  /// Cancels what the edit reaches.
  public var cancellation: Cancellation?
  /// The zone the series recurs in; see `Series`.
  public var zone: ZoneTransitions?
  /// What `GET /calendars/events` returns: shows the instances that were edited on their own; `nil` where that
  /// is not known.
  public var events: [Appointment]?
  /// What the new times of occurrences are checked against; `nil` where that is not known. It is not encoded: what
  /// it finds is kept in the settings of a plan's request.
  public var availability: Availability?
  /// How the preview is made.
  public var settings: PreviewSettings
  /// Findings made before, such as those of reading a calendar file; the preview carries them along.
  public var findings: [Diagnostic]

  /// An edit, or a cancellation that needs none.
  public init(
    event: Appointment, edit: AppointmentEdit = AppointmentEdit(), cancellation: Cancellation? = nil
  ) {
    self.event = event
    self.edit = edit
    self.cancellation = cancellation
    reach = EditReach()
    settings = PreviewSettings()
    findings = []
  }

  /// What the edit does.
  ///
  /// A preview never fails: what stands in the way is among its findings, and then it holds no plan.
  ///
  /// - Complexity: O(n log n) in the occurrences looked at.
  public func preview() -> SeriesPreview {
    reach.others.isEmpty ? PreviewPipeline.preview(self) : PreviewPipeline.cancellations(self)
  }
}
