/// At which times: on the clock's face, or as minutes and seconds within what the cadence counts.
struct TimePlace: Hashable, Sendable {
  /// Times of day.
  var clock: ClockTimes?
  /// Minutes past the hour.
  var minutes: [Int] = []
  /// Seconds past the minute.
  var seconds: [Int] = []
  /// From the first hour's beginning to the last one's end.
  var windows: [ClosedRange<Int>] = []
  /// Whether an occurrence is somewhere in each window, its minute not being known.
  var areWindowsLoose = false

  /// The minutes and seconds apart from the hours they are in.
  var parts: (within: TimePlace, windows: TimePlace) {
    var within = self
    within.windows = []
    return (within, TimePlace(windows: windows, areWindowsLoose: areWindowsLoose))
  }
}

/// Times of day, in seconds after midnight.
enum ClockTimes: Hashable, Sendable {
  case list([Int])
  /// Every so many seconds, a multiple of 60, from one time to another.
  case span(step: Int, from: Int, to: Int)

  /// At most so many times are named one by one.
  static let longestList = 12

  /// - Parameter times: Ascending.
  init?(_ times: [Int]) {
    guard let first = times.first, let last = times.last else { return nil }
    if times.count > 4, times[1] - first >= 60 {
      let step = times[1] - first
      if step % 60 == 0, zip(times, times.dropFirst()).allSatisfy({ $1 - $0 == step }) {
        self = .span(step: step, from: first, to: last)
        return
      }
    }
    guard times.count <= Self.longestList else { return nil }
    self = .list(times)
  }
}
