extension OverrideChange: Codable {
  private enum CodingKeys: CodingKey {
    case change, old, new, originalStartMilliseconds, fields, lost, reissued
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kind: try container.decode(Kind.self, forKey: .change),
      oldID: try container.decode(String.self, forKey: .old),
      newID: try container.decodeIfPresent(PlannedID.self, forKey: .new),
      originalStartMilliseconds: try container.decodeIfPresent(Int.self, forKey: .originalStartMilliseconds),
      fields: try container.decode([String].self, forKey: .fields),
      lostFields: try container.decode([String].self, forKey: .lost),
      isReissued: try container.decode(Bool.self, forKey: .reissued))
  }

  /// Writes the members that the README documents.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension OverrideChange: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.change, kind.rawValue)
      json.member(CodingKeys.old, oldID)
      json.member(CodingKeys.new, newID?.description)
      json.member(CodingKeys.originalStartMilliseconds, originalStartMilliseconds)
      json.member(CodingKeys.fields, fields)
      json.member(CodingKeys.lost, lostFields)
      json.member(CodingKeys.reissued, isReissued)
    }
  }
}
