extension Appointment: Codable {
  /// Reads an event as the API returns it; see `init(parsing:)`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked { (value: JSONValue) throws(ValidationFailure) in try Self(value) }
  }

  /// Writes the event as it was read.
  public func encode(to encoder: any Encoder) throws { try JSONValue.object(json).encode(to: encoder) }
}
