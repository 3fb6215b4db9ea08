/// Yields the local times of a rule one after the other, and can't seek; confined to one task at a time.
protocol WallSource: AnyObject {
  /// The next local time, in wall-clock seconds; strictly ascending. `nil` at the end.
  func next() -> Int?

  /// Whether the end was the last year that is known and not the rule's end: later occurrences are unknown.
  var stoppedAtFinalYear: Bool { get }

  /// What it has taken so far, in nanoseconds as its kinds of steps were measured.
  var spent: Int { get }

  /// Whether it ended because it took too many steps: later occurrences are unknown.
  var hasGivenUp: Bool { get }
}
