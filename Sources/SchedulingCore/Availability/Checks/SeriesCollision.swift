public import Recurrence

/// Whether a series ever meets another one that takes the same users' time, both perhaps without end.
public struct SeriesCollision: Hashable, Sendable {
  /// How two series go together.
  public enum Answer: Hashable, Sendable {
    /// They take the same time, or one lies in the buffers of the other, first with these two.
    case first(own: TimeSpan, other: TimeSpan)
    /// They never do, for the reason given.
    case never(AbsenceProof)
  }

  /// The id of the other series.
  public let seriesID: String
  /// Its title.
  public let title: String
  /// The members of the team whose time both take; none where the calendar has no team.
  public let userIDs: [String]
  /// How they go together.
  public let answer: Answer
}
