extension AppointmentEdit: Codable {
  /// Reads the body of a `PUT`; see `init(parsing:)`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.checked { (value: JSONValue) throws(ValidationFailure) in try Self(value) }
  }

  /// Writes the body.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
