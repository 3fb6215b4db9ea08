/// How occurrences are cancelled.
///
/// Which of them is the edit's scope: one instance, it and the following, or the whole series. The
/// following end with the series before them; a whole series is cancelled by its status.
public struct Cancellation: Hashable, Codable, Sendable {
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

extension Cancellation {
  /// Refuses a cancellation that says more than to cancel.
  func check(beside edit: AppointmentEdit) throws(ValidationFailure) {
    guard edit.isEmpty else {
      throw ValidationFailure(
        .cancellationWithChanges, "The edit cancels and changes fields at once.",
        remedy: "Leave everything but flags out of the edit.")
    }
    guard makeUps.isEmpty || style == .exclusion else { throw makeUpNeedsExclusion }
  }

  /// Makes an edit what the target needs to be cancelled.
  func apply(to edit: inout AppointmentEdit, of target: TargetDecision.Target) throws(ValidationFailure) {
    if case .instance = target, style == .exclusion { return }
    guard makeUps.isEmpty else { throw makeUpNeedsExclusion }
    // Cut off, the following need no status.
    if case .split = target { return }
    edit.appointmentStatus = .cancelled
  }

  private var makeUpNeedsExclusion: ValidationFailure {
    ValidationFailure(
      .makeUpNeedsExclusion,
      "Only a single instance that is excluded from the series is made up for by other dates.",
      remedy: "Cancel one instance by exclusion, or leave the make-up dates out.")
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
