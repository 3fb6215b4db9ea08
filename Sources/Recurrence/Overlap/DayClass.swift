/// Days that all have the same times.
struct DayClass: Sendable {
  let days: Days
  /// Seconds after midnight, ascending, at least one.
  let times: ContiguousArray<Int>

  enum Days: Sendable {
    case every
    case chosen(DaySet)
    /// The days at some places of a cycle that begins on the day number 0.
    case cycle(length: Int, places: [Int])
  }
}
