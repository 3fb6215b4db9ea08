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
  private enum CodingKeys: CodingKey { case request, steps, shown }

  /// Previews the stored request again against the event as it is now.
  ///
  /// - Throws: `DecodingError` where the decoder has no `currentEvent`, where the edit can't be sent any more, and
  ///   where its requests, or what they do to the occurrences, would be others than those that were stored.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func corrupted(_ reason: String) -> DecodingError {
      DecodingError.dataCorruptedError(forKey: .steps, in: container, debugDescription: reason)
    }
    guard let event = decoder.userInfo[.currentEvent] as? Appointment else {
      throw corrupted("A plan is read against the event as it is now: set userInfo[.currentEvent].")
    }
    let stored = try container.decode(PreviewRequest.self, forKey: .request)
    var request = stored
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
    guard plan.changes.digest == (try container.decode(String.self, forKey: .shown)) else {
      // What was shown is what the stored request shows, unless the zone's clocks have changed since.
      let reason = plan.changes.difference(from: stored.preview().changes) ?? "the zone has other clocks now"
      throw corrupted("The edit does not do what was shown: \(reason). Preview it again.")
    }
    self = plan
  }

  /// Writes the request that the plan was made for, its steps, and a digest of what was shown.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(request, forKey: .request)
    try container.encode(plan.steps, forKey: .steps)
    try container.encode(changes.digest, forKey: .shown)
  }
}

extension [OccurrenceChange] {
  /// A number in hexadecimal, the same in every process, that is another one where an occurrence has another id,
  /// time or fate.
  ///
  /// - Complexity: O(n).
  fileprivate var digest: String {
    var digest = StableDigest()
    for change in self {
      digest.combine(change.kind.rawValue)
      for side in [change.before, change.after] {
        guard let side else {
          digest.combine(0)
          continue
        }
        digest.combine(side.id.description)
        digest.combine(side.startMilliseconds)
        digest.combine(side.durationSeconds)
      }
    }
    return digest.text
  }

  /// What was shown of the first occurrence that something else becomes of; `nil` where there is none.
  fileprivate func difference(from shown: [OccurrenceChange]) -> String? {
    for index in 0..<Swift.max(count, shown.count) {
      let (now, then) = (index < count ? self[index] : nil, index < shown.count ? shown[index] : nil)
      guard now?.kind != then?.kind || now?.before != then?.before || now?.after != then?.after else {
        continue
      }
      return "\(then?.summary ?? "nothing more") was shown, and it is \(now?.summary ?? "nothing more") now"
    }
    return nil
  }
}

extension OccurrenceChange {
  /// `M_1793718000000_1800 moved to M_1793719800000_1800`.
  fileprivate var summary: String {
    switch (before, after) {
    case (let before?, let after?) where before.id != after.id: "\(before.id) \(kind) to \(after.id)"
    case (let side?, _), (nil, let side?): "\(side.id) \(kind)"
    case (nil, nil): kind.rawValue
    }
  }
}
