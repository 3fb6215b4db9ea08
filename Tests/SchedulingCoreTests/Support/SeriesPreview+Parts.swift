import Recurrence
import SchedulingCore

extension SeriesPreview {
  /// A preview of a request's parts.
  static func make(
    event: Appointment, edit: AppointmentEdit, id: EventReference? = nil, scope: EditScope? = nil,
    zone: ZoneTransitions? = nil, window: PreviewWindow = PreviewWindow(),
    version: APIVersion = .v2021_04_15, assumptions: ServerAssumptions = ServerAssumptions(),
    promotion: WarningPromotion = .none, events: [Appointment]? = nil, cancellation: Cancellation? = nil,
    keepingBefore: Int? = nil, move: MovePolicy = .all, overridden: OverridePolicy = .keep,
    findings: [Diagnostic] = []
  ) -> SeriesPreview {
    var request = PreviewRequest(event: event, edit: edit, cancellation: cancellation)
    request.reach = EditReach(
      id: id, scope: scope, keepingBefore: keepingBefore, move: move, overridden: overridden)
    request.zone = zone
    request.events = events
    request.settings = PreviewSettings(
      window: window, version: version, assumptions: assumptions, promotion: promotion)
    request.findings = findings
    return request.preview()
  }
}
