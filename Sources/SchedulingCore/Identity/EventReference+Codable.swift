extension EventReference: Codable {
  /// Reads an id; see `init(parsing:)`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked { (text: String) throws(ValidationFailure) in try Self(parsing: text) }
  }

  /// Writes the id.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
