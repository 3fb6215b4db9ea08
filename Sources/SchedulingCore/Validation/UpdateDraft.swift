/// Everything the validator looks at: an update before it has been checked.
struct UpdateDraft {
  /// Where the update goes.
  let decision: TargetDecision
  /// The fields to send.
  let edit: AppointmentEdit
  /// The event as it is now.
  var event: Appointment
  /// What the event's `rrule` says now.
  let formerRule: RuleChange
  /// The version of the API the request is for.
  var version: APIVersion
  /// Which warnings stop the update.
  var promotion: WarningPromotion
  /// Findings made before, such as those of reading the edit; they are carried along.
  var findings: [Diagnostic]
  /// The checks of slots, notice and range that were made locally.
  var locallyChecked: Set<ValidationFlags.Check>
  /// What those checks found; the flags decide how much it weighs.
  var localFindings: [Diagnostic]
  /// Whether it cancels something, for which the edit need not name a field.
  var isCancellation: Bool

  /// A draft of an edit as a person gave it.
  init(
    decision: TargetDecision, edit: AppointmentEdit, event: Appointment,
    version: APIVersion = .v2021_04_15, promotion: WarningPromotion = .none,
    findings: [Diagnostic] = [], locallyChecked: Set<ValidationFlags.Check> = [],
    localFindings: [Diagnostic] = [], formerRule: RuleChange? = nil
  ) {
    self.decision = decision
    self.edit = edit
    self.event = event
    self.version = version
    self.promotion = promotion
    self.findings = findings
    self.locallyChecked = locallyChecked
    self.localFindings = localFindings
    self.formerRule = formerRule ?? event.rrule.map { .replace(RecurrenceField($0)) } ?? .remove
    self.isCancellation = false
  }
}
