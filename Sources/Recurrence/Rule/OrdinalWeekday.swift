/// A weekday with its place in the month or year: `-1FR` is the last Friday.
public struct OrdinalWeekday: Hashable, Comparable, Sendable {
  /// ±1 to ±53; 0 stands for every such day.
  public let ordinal: Int
  /// The day of the week.
  public let weekday: Weekday

  /// Every such day, or the one with that place; a rule that takes it checks the ordinal.
  public init(_ weekday: Weekday, ordinal: Int = 0) {
    self.ordinal = ordinal
    self.weekday = weekday
  }

  /// Orders by ordinal, then by weekday from Monday on.
  public static func < (left: OrdinalWeekday, right: OrdinalWeekday) -> Bool {
    (left.ordinal, left.weekday) < (right.ordinal, right.weekday)
  }
}
