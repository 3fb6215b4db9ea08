internal import Recurrence

/// What remains of the work that a search may take.
final class SearchBudget {
  /// Steps of about a nanosecond, for rows of days: what the present stage may take.
  var work = 0
  /// Times looked at to choose set positions.
  var positionSteps: Int
  /// Steps of the search for values that set positions hide.
  var hiddenSteps: Int
  private var later: Int

  init(work: Int = 100_000_000, hiddenSteps: Int = 0) {
    later = work
    self.hiddenSteps = hiddenSteps
    positionSteps = work / 60
  }

  /// Begins a stage with its share of the work, and what the last one left, but for what is over a limit.
  func begin(remaining stages: Int, limit: Int = .max) {
    later = min(limit, later + max(0, work))
    work = later / stages
    later -= work
  }
}
