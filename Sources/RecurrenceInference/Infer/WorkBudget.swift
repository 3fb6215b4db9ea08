/// The work that an inference or a simplification may do, all of its searches together.
///
/// It is counted in steps of about a nanosecond, not in time, so that the same question has the same answer
/// on every machine. How many there are is a choice: it keeps 99 of 100 answers for generated rules within a tenth of a
/// second, and with a quarter more work one answer in thousands is shorter.
final class WorkBudget {
  private(set) var left: Int
  /// Whether something was left undone because the work was spent.
  private(set) var isSpent = false

  init(_ steps: Int = 64_000_000) { left = steps }

  func spend(_ steps: Int) { left -= steps }

  /// Whether there is work left; notes if there is not.
  func allowsMore() -> Bool {
    if left <= 0 { isSpent = true }
    return left > 0
  }
}
