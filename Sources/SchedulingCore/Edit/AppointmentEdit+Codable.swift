extension AppointmentEdit: Codable {
  /// Reads the body of a `PUT`; see `init(parsing:)`.
  public init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    do throws(ValidationFailure) {
      try self.init(value)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }

  /// Writes the body.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
