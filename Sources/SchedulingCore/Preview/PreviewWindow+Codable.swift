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
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension PreviewWindow: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.fromMilliseconds, range?.lowerBound)
      json.member(CodingKeys.toMilliseconds, range?.upperBound)
      json.member(CodingKeys.limit, limit)
      json.member(CodingKeys.endlessLimit, endlessLimit)
    }
  }
}
