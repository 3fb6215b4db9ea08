public import SchedulingCore

/// What became of one request of a plan.
public struct PlanAnswer: Hashable, Codable, Sendable {
  /// The HTTP status; `nil` where the answer was lost and the appointment was read instead.
  public let status: Int?
  /// The appointment as the server describes it.
  public let appointment: Appointment
  /// Where it is not what was predicted.
  public let deviations: [AppointmentPrediction.Difference]
  /// Predicted fields of which the answer says nothing, by the API's names.
  public let unconfirmed: [String]
  /// The id under which the server logged the request, where it named one.
  public let traceID: String?

  init(
    status: Int?, appointment: Appointment, deviations: [AppointmentPrediction.Difference] = [],
    unconfirmed: [String] = [], traceID: String? = nil
  ) {
    self.status = status
    self.appointment = appointment
    self.deviations = deviations
    self.unconfirmed = unconfirmed
    self.traceID = traceID
  }

  /// What somebody found who looked for a request whose answer was lost: it was applied to, or created, that event.
  ///
  /// - Throws: `invalidEventID`.
  public init(foundAt id: String) throws(ValidationFailure) {
    self.init(status: nil, appointment: try Appointment(JSONValue.object(["id": .string(id)])))
  }

  init(_ outcome: UpdateOutcome) {
    self.init(
      status: outcome.status, appointment: outcome.appointment, deviations: outcome.deviations,
      unconfirmed: outcome.unconfirmed, traceID: outcome.traceID)
  }
}
