public import SchedulingCore

/// What the server made of an update.
public struct UpdateOutcome: Sendable {
  /// The appointment as the server now describes it.
  public let appointment: Appointment
  /// Where it is not what the update predicted; empty where it is.
  public let deviations: [AppointmentPrediction.Difference]
  /// Predicted fields of which the answer says nothing, by the API's names; reading the appointment tells.
  public let unconfirmed: [String]
  /// The HTTP status, from 200 to 299.
  public let status: Int
  /// What the server said about its limits, where it said anything.
  public let rateLimit: RateLimit?
  /// The id under which the server logged the request, where it named one.
  public let traceID: String?
  /// The body as it came, with the token taken out, should the server have echoed it.
  public let rawBody: [UInt8]
}
