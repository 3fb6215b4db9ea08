public import Recurrence

/// Whether a series ever meets another one, or an event that occurs once, that takes the same users' time.
public struct SeriesCollision: Hashable, Sendable {
  /// How the two go together.
  public enum Answer: Hashable, Sendable {
    /// They take the same time, or one lies in the buffers of the other, first with these two.
    case first(own: TimeSpan, other: TimeSpan)
    /// They never do, for the reason given.
    case never(AbsenceProof)
    /// That can't be said without walking for too long, for the reason given.
    case undecided(reason: String)
  }

  /// The id of the other series or event.
  public let seriesID: String
  /// Its title.
  public let title: String
  /// The members of the team whose time both take; none where the calendar has no team.
  public let userIDs: [String]
  /// How they go together.
  public let answer: Answer
}

extension SeriesCollision {
  /// The members that the README documents; `first` is null where the two never meet.
  ///
  /// - Parameter zone: The zone that times are shown in.
  package func json(in zone: ZoneTransitions) -> JSONObject {
    var object: JSONObject = [
      "id": .string(seriesID), "title": .string(title), "userIds": .array(userIDs.map(JSONValue.string)),
      "first": .null,
    ]
    switch answer {
    case .first(let own, let other):
      var first = JSONObject()
      for (name, span) in [("start", own), ("otherStart", other)] {
        let shown = OffsetDateTime(zone.occurrence(atMilliseconds: span.startMilliseconds))
        first[name] = (shown?.text).map(JSONValue.string)
      }
      first["startMilliseconds"] = .integer(Int64(own.startMilliseconds))
      first["durationSeconds"] = .integer(Int64(own.durationSeconds))
      first["otherStartMilliseconds"] = .integer(Int64(other.startMilliseconds))
      first["otherDurationSeconds"] = .integer(Int64(other.durationSeconds))
      object["first"] = .object(first)
    case .never(let proof): object["never"] = .object(proof.json)
    case .undecided(let reason): object["undecided"] = .string(reason)
    }
    return object
  }
}

/// The JSON that `SeriesPreview` holds, with times in UTC.
extension SeriesCollision: Codable {
  private enum CodingKeys: String, CodingKey {
    case title, first, never, undecided
    case seriesID = "id"
    case userIDs = "userIds"
  }

  private struct Meeting: Decodable {
    let startMilliseconds, durationSeconds, otherStartMilliseconds, otherDurationSeconds: Int
  }

  private struct Proof: Decodable {
    let ground: String
    let everySeconds: Int?
    let fromMilliseconds, toMilliseconds: Int
    let zonesAssumedRegularFromMilliseconds: Int?
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seriesID = try container.decode(String.self, forKey: .seriesID)
    title = try container.decode(String.self, forKey: .title)
    userIDs = try container.decode([String].self, forKey: .userIDs)
    if let first = try container.decodeIfPresent(Meeting.self, forKey: .first) {
      answer = .first(
        own: TimeSpan(startMilliseconds: first.startMilliseconds, durationSeconds: first.durationSeconds),
        other: TimeSpan(
          startMilliseconds: first.otherStartMilliseconds, durationSeconds: first.otherDurationSeconds))
    } else if let reason = try container.decodeIfPresent(String.self, forKey: .undecided) {
      answer = .undecided(reason: reason)
    } else {
      let proof = try container.decode(Proof.self, forKey: .never)
      guard let ground = AbsenceProof.Ground(name: proof.ground, everySeconds: proof.everySeconds),
        proof.fromMilliseconds <= proof.toMilliseconds
      else {
        throw DecodingError.dataCorruptedError(
          forKey: .never, in: container, debugDescription: "“\(proof.ground)” is no ground that is known.")
      }
      answer = .never(
        AbsenceProof(
          ground: ground, examined: proof.fromMilliseconds..<proof.toMilliseconds,
          zonesAssumedRegularFromMilliseconds: proof.zonesAssumedRegularFromMilliseconds))
    }
  }

  /// Writes `id`, `title`, `userIds`, and `first`, `never` or `undecided`.
  public func encode(to encoder: any Encoder) throws {
    try JSONValue.object(json(in: .utc)).encode(to: encoder)
  }
}

extension AbsenceProof {
  fileprivate var json: JSONObject {
    var object: JSONObject = ["ground": .string(ground.name)]
    if case .repeats(let seconds) = ground { object["everySeconds"] = .integer(Int64(seconds)) }
    object["fromMilliseconds"] = .integer(Int64(examined.lowerBound))
    object["toMilliseconds"] = .integer(Int64(examined.upperBound))
    object["zonesAssumedRegularFromMilliseconds"] = zonesAssumedRegularFromMilliseconds.map {
      .integer(Int64($0))
    }
    return object
  }
}

extension AbsenceProof.Ground {
  fileprivate init?(name: String, everySeconds: Int?) {
    switch (name, everySeconds) {
    case ("nothingToCompare", _): self = .nothingToCompare
    case ("seriesEnds", _): self = .seriesEnds
    case ("calendarEnds", _): self = .calendarEnds
    case ("repeats", let seconds?): self = .repeats(everySeconds: seconds)
    default: return nil
    }
  }

  fileprivate var name: String {
    switch self {
    case .nothingToCompare: "nothingToCompare"
    case .seriesEnds: "seriesEnds"
    case .repeats: "repeats"
    case .calendarEnds: "calendarEnds"
    }
  }
}
