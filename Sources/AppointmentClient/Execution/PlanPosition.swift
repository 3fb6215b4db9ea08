/// A request of a plan: that of a step, or one of those that undo it.
public struct PlanPosition: Hashable, Codable, Sendable {
  /// The step, from 1.
  public let step: Int
  /// Which of the requests that undo the step, from 1; `nil` for the step's own.
  public let undo: Int?

  init(step: Int, undo: Int? = nil) {
    self.step = step
    self.undo = undo
  }
}

extension PlanPosition: CustomStringConvertible {
  /// `step 2`, `undo 1 of step 2`.
  public var description: String { undo.map { "undo \($0) of step \(step)" } ?? "step \(step)" }
}
