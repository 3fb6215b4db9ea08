/// An update that was checked, and the only thing a client sends.
///
/// `UpdateValidator` alone makes one.
public struct ValidatedUpdate: Hashable, Sendable {
  /// Where it goes, and why.
  public let decision: TargetDecision
  /// The fields that are sent.
  public let edit: AppointmentEdit
  /// The version of the API it is for.
  public let version: APIVersion
  /// Warnings and notes; no errors.
  public let diagnostics: [Diagnostic]
  /// The request, but for the token.
  public let request: PlannedRequest
  /// What the answer is expected to say.
  public let prediction: AppointmentPrediction

  init(
    decision: TargetDecision, edit: AppointmentEdit, version: APIVersion, diagnostics: [Diagnostic],
    request: PlannedRequest, prediction: AppointmentPrediction
  ) {
    self.decision = decision
    self.edit = edit
    self.version = version
    self.diagnostics = diagnostics
    self.request = request
    self.prediction = prediction
  }
}
