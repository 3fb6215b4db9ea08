/// Everything the validator looks at: an update before it has been checked.
public struct UpdateDraft: Hashable, Sendable {
  /// Where the update goes.
  public var decision: TargetDecision
  /// The fields to send.
  public var edit: AppointmentEdit
  /// The event as it is now.
  public var event: Appointment
  /// The version of the API the request is for.
  public var version: APIVersion
  /// Which warnings stop the update.
  public var promotion: WarningPromotion
  /// Findings made before, such as those of reading the edit; they are carried along.
  public var findings: [Diagnostic]
  /// The checks of slots, notice and range that were made locally.
  public var locallyChecked: Set<ValidationFlags.Check>
  /// What those checks found; the flags decide how much it weighs.
  public var localFindings: [Diagnostic]
  /// Whether the times are the target's own, no longer those of the occurrence the edit spoke of.
  package var isRebased: Bool
  /// Whether it cancels something, for which the edit need not name a field.
  package var isCancellation: Bool

  /// A draft of an edit as a person gave it.
  public init(
    decision: TargetDecision, edit: AppointmentEdit, event: Appointment,
    version: APIVersion = .v2021_04_15, promotion: WarningPromotion = .none,
    findings: [Diagnostic] = [], locallyChecked: Set<ValidationFlags.Check> = [],
    localFindings: [Diagnostic] = []
  ) {
    self.decision = decision
    self.edit = edit
    self.event = event
    self.version = version
    self.promotion = promotion
    self.findings = findings
    self.locallyChecked = locallyChecked
    self.localFindings = localFindings
    self.isRebased = false
    self.isCancellation = false
  }
}
