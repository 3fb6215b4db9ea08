/// How occurrences are cancelled.
///
/// Which of them is the edit's scope: one instance, it and the following, or the whole series. The
/// following end with the series before them; a whole series is cancelled by its status.
public struct Cancellation: Hashable, Sendable {
  /// What becomes of a single instance.
  public enum Style: String, CaseIterable, Hashable, Codable, Sendable {
    /// It stays, with the status `cancelled`.
    case status
    /// An EXDATE takes it out of the series.
    case exclusion
  }

  /// What becomes of a single instance.
  public var style: Style
  /// Starts of occurrences that make up for an excluded one: RDATEs of the series.
  public var makeUps: [OffsetDateTime]

  /// Make-up dates need the style `exclusion`, since both are said by the series' recurrence.
  public init(_ style: Style = .status, makeUps: [OffsetDateTime] = []) {
    self.style = style
    self.makeUps = makeUps
  }
}

extension Diagnostic.Code {
  /// A cancellation beside other changes.
  public static let cancellationWithChanges = Self(rawValue: "cancellationWithChanges")
  /// Make-up dates for something that is not excluded.
  public static let makeUpNeedsExclusion = Self(rawValue: "makeUpNeedsExclusion")
  /// A make-up date that is an occurrence already, or excluded.
  public static let makeUpNotPossible = Self(rawValue: "makeUpNotPossible")
}
