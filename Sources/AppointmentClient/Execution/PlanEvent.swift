public import SchedulingCore

/// Something that happens while a plan is carried out or taken back.
public enum PlanEvent: Sendable {
  /// A request is sent as soon as the next event is asked for.
  case sending(PlanPosition, PlannedRequest)
  /// The server answered, or reading showed that the request was applied.
  case answered(PlanPosition, PlanAnswer)
  /// A request failed.
  case failed(PlanPosition, AppointmentClientError)
  /// Reading showed that a request whose answer was lost was not applied.
  case notApplied(PlanPosition)
  /// The last event.
  case ended(PlanOutcome)
}
