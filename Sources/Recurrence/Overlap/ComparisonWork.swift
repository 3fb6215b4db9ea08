/// The work that one question about two series may do, in nanoseconds as they were measured for each kind of step.
///
/// It is counted, not timed, so that the same question has the same answer on every machine.
final class ComparisonWork {
  private(set) var done = 0

  /// A choice that keeps an answer within a tenth of a second.
  private static let most = 50_000_000

  var isSpent: Bool { done >= Self.most }

  func spend(_ nanoseconds: Int) { done += nanoseconds }

  /// Spends what a part of the search has counted since it was asked last.
  func take(_ counted: inout Int) {
    done += counted
    counted = 0
  }
}
