/// The work that one search of rules may still do.
final class SearchBudget {
  /// What the present stage may still take, in steps of about a nanosecond each, for rows of days.
  private(set) var work = 0
  /// How many more times may be looked at to choose set positions.
  var positionSteps: Int { didSet { whole.spend(4 * (oldValue - positionSteps)) } }
  private var later: Int
  /// What the present stage was given.
  private var stage = 0
  private let whole: WorkBudget

  /// - Parameter work: How much of the whole work the search may take.
  init(work: Int, of whole: WorkBudget) {
    self.whole = whole
    later = work
    positionSteps = work / 60
  }

  /// Takes work off the present stage.
  @inline(__always)
  func spend(_ steps: Int) { work -= steps }

  /// Lets the present stage do more than it was given, as long as there is work left.
  func add(_ steps: Int) {
    let steps = max(0, min(steps, whole.left - stage))
    work += steps
    stage += steps
  }

  /// Begins a stage: what the last one left goes back, all of it is cut to a limit, and the stage gets an
  /// equal share with those after it.
  func begin(remaining stages: Int, limit: Int) {
    end()
    guard whole.allowsMore() else { return }
    later = min(limit, later, whole.left)
    work = later / stages
    stage = work
    later -= work
  }

  /// Ends a stage: takes what it used off the whole work.
  func end() {
    whole.spend(stage - work)
    later += max(0, work)
    (stage, work) = (0, 0)
  }
}
