extension PreviewWindow: Codable {
  private enum CodingKeys: String, CodingKey {
    case fromMilliseconds, toMilliseconds, limit, endlessLimit
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let from = try container.decodeIfPresent(Int.self, forKey: .fromMilliseconds)
    let to = try container.decodeIfPresent(Int.self, forKey: .toMilliseconds)
    self.init()
    if from != nil || to != nil {
      guard from ?? .min <= to ?? .max else {
        throw DecodingError.dataCorruptedError(
          forKey: .toMilliseconds, in: container, debugDescription: "The window ends before it begins.")
      }
      range = (from ?? .min)..<(to ?? .max)
    }
    limit = max(1, try container.decodeIfPresent(Int.self, forKey: .limit) ?? limit)
    endlessLimit = max(1, try container.decodeIfPresent(Int.self, forKey: .endlessLimit) ?? endlessLimit)
  }

  /// Writes the bounds and the limits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(range?.lowerBound, forKey: .fromMilliseconds)
    try container.encodeIfPresent(range?.upperBound, forKey: .toMilliseconds)
    try container.encode(limit, forKey: .limit)
    try container.encode(endlessLimit, forKey: .endlessLimit)
  }
}
