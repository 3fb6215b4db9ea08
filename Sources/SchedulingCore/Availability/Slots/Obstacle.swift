/// What stands in the way of a time, with its numbers and before it is put into words.
enum Obstacle: Hashable, Sendable {
  case inactive
  case past
  /// - Parameter earliest: The first instant that keeps the notice.
  case notice(earliest: Int)
  /// - Parameter latest: The last instant inside the booking window.
  case tooFar(latest: Int)
  case dayLimit(count: Int)
  /// It starts outside the hours.
  case hours
  /// - Parameter end: When the hours that it starts in are over.
  case duration(end: Int)
  /// It lies outside the user's own hours.
  case user
  /// - Parameter offSeconds: How long after the last slot before it.
  case grid(offSeconds: Int)
  case length(seconds: Int)
  /// - Parameter entry: The place of the interval in the list.
  case busy(entry: Int)
  case buffer(entry: Int, neededSeconds: Int, leftSeconds: Int)
  /// - Parameter entry: The place of the first interval that takes it.
  case resource(id: String, count: Int, entry: Int)
  case slotFull(count: Int)
  case seatsTaken(count: Int)
  /// Persons who are not free, by their places.
  case collective(busy: [Int])
}
