/// What a rule comes to: wall-clock times in ascending order, reached and counted by arithmetic.
///
/// Classes, so that a plan is a reference and a few bounds: an iterator moves without copying tables.
protocol WallPattern: AnyObject, Sendable {
  /// Before the first time at or after `wall`, which is not before the start.
  func seek(_ wall: Int) -> PlanCursor

  /// The time the cursor stands before; `Int.max` at the end.
  func wall(_ cursor: borrowing PlanCursor) -> Int

  /// Appends occurrences until the block is full, the stretch ends, or the pattern does.
  ///
  /// - Returns: The time the cursor then stands before; `Int.max` at the end.
  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) -> Int

  /// The last time before `wall`; it may come before the start.
  func last(before wall: Int) -> Int?

  /// How many times lie in `lower..<upper`, neither before the start.
  func count(from lower: Int, to upper: Int) -> Int

  /// The time with that place after `first`, or `nil` where there are fewer.
  func wall(at index: Int, from first: Int) -> Int?
}
