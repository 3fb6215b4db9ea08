/// A number, or three and more that follow each other.
enum Run: Hashable, Sendable {
  case one(Int)
  case through(Int, Int)

  /// - Parameter numbers: Ascending.
  static func runs(of numbers: [Int]) -> [Run] {
    var runs: [Run] = []
    var index = 0
    while index < numbers.count {
      var end = index
      while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1,
        (numbers[end + 1] > 0) == (numbers[index] > 0) || numbers[index] == 0
      {
        end += 1
      }
      if end - index >= 2 {
        runs.append(.through(numbers[index], numbers[end]))
      } else {
        runs += numbers[index...end].map(Run.one)
      }
      index = end + 1
    }
    return runs
  }

  /// Counted from the end, runs are named only where they reach it: “the last 3 days”.
  ///
  /// - Parameter places: Ascending, without 0.
  static func places(_ places: [Int]) -> [Run] {
    let positive = places.filter { $0 > 0 }
    let negative = places.filter { $0 < 0 }
    var runs = Run.runs(of: positive)
    for run in Run.runs(of: negative).reversed() {
      switch run {
      case .one, .through(_, -1): runs.append(run)
      case .through(let first, let last): runs += (first...last).reversed().map(Run.one)
      }
    }
    return runs
  }
}
