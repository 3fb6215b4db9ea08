extension Appointment: Codable {
  /// Reads an event as the API returns it; see `init(parsing:)`.
  public init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    do throws(ValidationFailure) {
      try self.init(value)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }

  /// Writes the event as it was read.
  public func encode(to encoder: any Encoder) throws { try JSONValue.object(json).encode(to: encoder) }
}
