/// When something takes place.
package struct TimeSpan: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package let startMilliseconds: Int
  /// Whole seconds, at least 0.
  package let durationSeconds: Int

  package init(startMilliseconds: Int, durationSeconds: Int) {
    self.startMilliseconds = startMilliseconds
    self.durationSeconds = durationSeconds
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var endMilliseconds: Int { startMilliseconds + durationSeconds * 1000 }
}
