/// The work that one question about two series may do, in nanoseconds as they were measured for each kind of step.
///
/// It is counted, not timed, so that the same question has the same answer on every machine.
final class ComparisonWork {
  private var left: Int

  /// - Parameter nanoseconds: A choice that keeps an answer within a tenth of a second.
  init(_ nanoseconds: Int = 50_000_000) { left = nanoseconds }

  var isSpent: Bool { left <= 0 }

  func spend(_ nanoseconds: Int) { left -= nanoseconds }

  /// Spends what a part of the search has counted since it was asked last.
  func take(_ counted: inout Int) {
    left -= counted
    counted = 0
  }
}
