/// An instant from which a clock applies.
struct ZoneOnset: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  let instant: Int
  /// Seconds east of UTC from then on.
  let offset: Int
  /// The clock's abbreviation.
  let name: String
}
