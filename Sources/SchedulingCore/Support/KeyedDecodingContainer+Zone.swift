internal import Recurrence

extension KeyedDecodingContainer {
  /// The zone of that name.
  func decodeZoneIfPresent(forKey key: Key) throws -> ZoneTransitions? {
    guard let name = try decodeIfPresent(String.self, forKey: key) else { return nil }
    do throws(RecurrenceError) {
      return try ZoneTransitions.named(name)
    } catch {
      throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: error.message)
    }
  }
}
