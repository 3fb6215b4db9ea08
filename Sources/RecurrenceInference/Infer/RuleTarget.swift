internal import Recurrence

/// What a search looks for: the times that a rule has to generate, and what each unwanted time costs.
struct RuleTarget {
  /// DTSTART on the series' clock.
  let start: LocalDateTime
  let isAllDay: Bool
  /// Wall seconds that the rule generates, ascending and unique; none before the start.
  let walls: [Int]
  /// Wall seconds that it may generate at no cost; they include the walls.
  let known: [Int]
  /// The last wall second looked at; a rule with an end generates nothing after it.
  let horizon: Int
  /// Whether the walls are only the beginning of a series without an end.
  let isEndless: Bool
  /// Characters of an EXDATE line with one date, and of each further one; `nil` where none may be needed.
  var exclusionLengths: (first: Int, further: Int)?

  /// A rule that ends with the last of its times.
  init(
    _ walls: [Int], known: [Int]? = nil, start: LocalDateTime, isAllDay: Bool,
    exclusionLengths: (first: Int, further: Int)? = nil
  ) {
    self.start = start
    self.isAllDay = isAllDay
    self.walls = walls
    self.known = known ?? walls
    horizon = walls.last ?? start.wallSeconds
    isEndless = false
    self.exclusionLengths = exclusionLengths
  }

  /// A rule without an end whose times up to a horizon are these.
  init(beginning walls: [Int], through horizon: Int, start: LocalDateTime, isAllDay: Bool) {
    self.start = start
    self.isAllDay = isAllDay
    self.walls = walls
    known = walls
    self.horizon = horizon
    isEndless = true
    exclusionLengths = nil
  }

  /// The characters of COUNT and EXDATE.
  func overhead(generated: Int, excluded: Int) -> Int? {
    var length = isEndless ? 0 : 7 + generated.textLength
    if excluded > 0 {
      guard let exclusionLengths else { return nil }
      length += exclusionLengths.first + (excluded - 1) * exclusionLengths.further
    }
    return length
  }
}
