/// A stretch of wall-clock seconds in which local times become instants by one subtraction.
package struct WallSegment: Hashable, Sendable {
  /// The first wall second, inclusive.
  package let start: Int
  /// The wall second after the last.
  package let end: Int
  /// Subtract it from the wall seconds: the offset in force, in a gap the one before it.
  package let offsetSeconds: Int
  /// The length of the gap when the stretch is one, else 0.
  package let gapSeconds: Int

  init(start: Int, end: Int, offsetSeconds: Int, gapSeconds: Int) {
    self.start = start
    self.end = end
    self.offsetSeconds = offsetSeconds
    self.gapSeconds = gapSeconds
  }
}
