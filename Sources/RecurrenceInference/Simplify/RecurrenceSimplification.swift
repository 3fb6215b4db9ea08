public import Recurrence

/// A recurrence and the best one found that says the same from the same start.
public struct RecurrenceSimplification: Hashable, Sendable {
  /// One thing that was done.
  public struct Step: Hashable, Sendable {
    /// What was written, or the part of it that went.
    public let before: String
    /// What stands for it; empty where nothing needs to.
    public let after: String
    /// Why that is the same: `BYDAY=MO is what the start says.`
    public let reason: String
  }

  /// The recurrence as it was, in canonical form.
  public let before: RecurrenceText
  /// The best found.
  public let after: RecurrenceText
  /// What was done, in order; empty where nothing is better.
  public let steps: [Step]
  /// Whether the search was ended by the work it may do; more might have found a better text.
  public let endedEarly: Bool
}
