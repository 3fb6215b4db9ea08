internal import Recurrence

/// The work that a search may still do.
///
/// It is counted in steps, not in time, so that the same dates give the same text on every machine. The
/// amounts that are put in are choices that keep a search within the seconds that `RecurrenceInference`
/// promises; they follow from nothing else.
final class SearchBudget {
  /// What the present stage may still take, in steps of about a nanosecond each, for rows of days.
  var work = 0
  /// How many more times may be looked at to choose set positions.
  var positionSteps: Int
  /// How many more steps the search for values hidden by set positions may take.
  var hiddenSteps: Int
  private var later: Int

  init(work: Int = 100_000_000, hiddenSteps: Int = 0) {
    later = work
    self.hiddenSteps = hiddenSteps
    positionSteps = work / 60
  }

  /// Begins a stage: what the last one left goes back, all of it is cut to a limit, and the stage gets an
  /// equal share with those after it.
  func begin(remaining stages: Int, limit: Int = .max) {
    later = min(limit, later + max(0, work))
    work = later / stages
    later -= work
  }
}
