internal import Recurrence

extension KeyedDecodingContainer {
  /// The zone of that name, or the one of its own that a VTIMEZONE defines.
  func decodeZoneIfPresent(forKey key: Key, definition: Key) throws -> ZoneTransitions? {
    guard let name = try decodeIfPresent(String.self, forKey: key) else { return nil }
    let definition = try decodeIfPresent(String.self, forKey: definition)
    do throws(RecurrenceError) {
      if let definition { return try ZoneTransitions(identifier: name, definition: definition) }
      return try ZoneTransitions.named(name)
    } catch {
      throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: error.message)
    }
  }
}
