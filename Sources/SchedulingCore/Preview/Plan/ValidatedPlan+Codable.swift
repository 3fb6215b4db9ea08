extension CodingUserInfoKey {
  /// The event as it is now, an `Appointment`: a decoder needs it to read a `ValidatedPlan`.
  public static let currentEvent = make("SchedulingCore.currentEvent")
  /// What `GET /calendars/events` returns now, an `[Appointment]`: where it is absent, a decoder takes the list that
  /// the plan was made from.
  public static let currentEvents = make("SchedulingCore.currentEvents")

  private static func make(_ name: String) -> CodingUserInfoKey {
    guard let key = CodingUserInfoKey(rawValue: name) else {
      preconditionFailure("The standard library takes any text for a key.")
    }
    return key
  }
}

/// A plan that was stored is validated again before it is a plan that can be sent.
///
/// ```swift
/// let stored = try JSONEncoder().encode(plan)
/// let decoder = JSONDecoder()
/// decoder.userInfo[.currentEvent] = eventAsItIsNow
/// let confirmed = try decoder.decode(ValidatedPlan.self, from: stored)
/// ```
extension ValidatedPlan: Codable {
  private enum CodingKeys: CodingKey { case request, steps }

  /// Previews the stored request again against the event as it is now.
  ///
  /// - Throws: `DecodingError` where the decoder has no `currentEvent`, where the edit can't be sent any more, and
  ///   where its requests would be others than those that were stored.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func corrupted(_ reason: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: .steps, in: container, debugDescription: reason)
    }
    guard let event = decoder.userInfo[.currentEvent] as? Appointment else {
      throw corrupted("A plan is read against the event as it is now: set userInfo[.currentEvent].")
    }
    var request = try container.decode(PreviewRequest.self, forKey: .request)
    guard event.id == request.event.id else {
      throw corrupted("The plan is for the event \(request.event.id), not for \(event.id).")
    }
    request.event = event
    if let events = decoder.userInfo[.currentEvents] as? [Appointment] { request.events = events }
    let preview = request.preview()
    guard let plan = preview.validatedPlan else {
      let errors = preview.findings.filter { $0.severity == .error }.map(\.description)
      throw corrupted("The edit can't be sent any more: \(errors.joined(separator: " "))")
    }
    guard plan.plan.steps == (try container.decode([EditPlan.Step].self, forKey: .steps)) else {
      throw corrupted("The event has changed, so that the edit takes other requests now: preview it again.")
    }
    self = plan
  }

  /// Writes the request that the plan was made for, and its steps.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(request, forKey: .request)
    try container.encode(plan.steps, forKey: .steps)
  }
}
