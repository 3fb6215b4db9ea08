/// A plan that was checked, and the only way to its requests for a client.
///
/// A preview alone makes one.
public struct ValidatedPlan: Sendable {
  /// What it was made for.
  public let request: PreviewRequest
  /// The steps with what undoes each.
  public let plan: EditPlan
  /// Warnings and notes; no errors.
  public let diagnostics: [Diagnostic]
  /// What each answer is expected to say.
  let predictions: [AppointmentPrediction]
  /// What becomes of each occurrence, as it was shown.
  let changes: [OccurrenceChange]

  init(
    request: PreviewRequest, plan: EditPlan, diagnostics: [Diagnostic], predictions: [AppointmentPrediction],
    changes: [OccurrenceChange]
  ) {
    self.request = request
    self.plan = plan
    self.diagnostics = diagnostics
    self.predictions = predictions
    self.changes = changes
  }

  /// A step as it can be sent, or `nil` where there is no such step or an id that it needs is missing.
  ///
  /// - Parameters:
  ///   - number: From 1.
  ///   - created: The ids that the answers to earlier steps held, by their numbers.
  public func request(ofStep number: Int, created: [Int: String]) -> ValidatedRequest? {
    guard plan.steps.indices.contains(number - 1), predictions.indices.contains(number - 1),
      let request = plan.steps[number - 1].request.resolved(created)
    else { return nil }
    let label = request.path.split(separator: "/").last.map(String.init) ?? ""
    return ValidatedRequest(request: request, prediction: predictions[number - 1], label: label)
  }

  /// What undoes a step, as it can be sent, in its order; `nil` where an id that it needs is missing.
  public func undo(ofStep number: Int, created: [Int: String]) -> [ValidatedRequest]? {
    guard plan.steps.indices.contains(number - 1) else { return nil }
    var requests: [ValidatedRequest] = []
    for undo in plan.steps[number - 1].undo {
      guard let request = undo.resolved(created) else { return nil }
      requests.append(
        ValidatedRequest(
          request: request,
          prediction: AppointmentPrediction(undoing: request),
          label: request.path.split(separator: "/").last.map(String.init) ?? ""))
    }
    return requests
  }
}

/// One request of a checked plan.
public struct ValidatedRequest: Hashable, Sendable {
  /// The request, but for the token.
  public let request: PlannedRequest
  /// What the answer is expected to say.
  public let prediction: AppointmentPrediction
  /// What it goes to, for a log: an event's id, or the endpoint's last name.
  public let label: String

  init(request: PlannedRequest, prediction: AppointmentPrediction, label: String) {
    self.request = request
    self.prediction = prediction
    self.label = label
  }
}
