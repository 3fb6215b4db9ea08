/// How local times that a zone's clocks skip or repeat become instants.
public struct ZonePolicy: Hashable, Sendable {
  /// What becomes of a time the clocks skip when they go forward.
  public enum Gap: String, Hashable, Codable, Sendable {
    /// The offset before the gap applies: 02:30 becomes 03:30. RFC 5545, section 3.3.5.
    case shiftForward
    /// The occurrence does not take place.
    case omit
  }

  /// Which of two instants a time means that the clocks show twice.
  public enum Fold: String, Hashable, Codable, Sendable {
    /// The first pass, as RFC 5545, section 3.3.5, says.
    case first
    case second
  }

  /// For times the clocks skip.
  public var gap: Gap
  /// For times the clocks show twice.
  public var fold: Fold

  /// RFC 5545's choices unless others are given.
  public init(gap: Gap = .shiftForward, fold: Fold = .first) {
    self.gap = gap
    self.fold = fold
  }

  /// The policy with RFC 5545's choice for gaps: what is no occurrence, such as a bound or a start that is sent,
  /// has an instant all the same.
  package var shiftingGaps: ZonePolicy { ZonePolicy(gap: .shiftForward, fold: fold) }
}
