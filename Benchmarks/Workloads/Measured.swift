/// A workload made ready for an engine, so that its runs can be timed: see `Stopwatch`.
public protocol Measured {
  /// What runs are given, such as texts that were never read.
  associatedtype Input

  /// What is run.
  var workload: Workload { get }
  /// How many units one run answers.
  var unitCount: Int { get }
  /// Makes what that many runs need, which is not timed.
  func input(runs: Int) -> Input
  /// Makes that many runs, and checks each answer.
  func run(_ runs: Int, with input: Input) throws
}
