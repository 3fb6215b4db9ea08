internal import Recurrence

/// Turns a worked-out edit into requests, each with what undoes it.
struct PlanBuilder {
  /// A plan that was checked, or why there is none.
  struct Outcome {
    var plan: ValidatedPlan?
    /// The only request, where it is an update.
    var update: ValidatedUpdate?
    var findings: [Diagnostic]
  }

  let result: EditResult
  let placement: OverridePlacement
  let context: EditContext
  let changes: [OccurrenceChange]
  let creation: AppointmentCreation?
  /// What the plan changes and no request can give back or take away.
  var unrestorable = FormerValues()

  var event: Appointment { context.event }
  var version: APIVersion { context.version }

  private init(
    _ result: EditResult, _ placement: OverridePlacement, _ changes: [OccurrenceChange],
    _ context: EditContext
  ) {
    self.result = result
    self.placement = placement
    self.changes = changes
    self.context = context
    guard result.halves?.tail != nil else {
      creation = nil
      return
    }
    var edit = result.effective
    if edit.rule == .remove { edit.ignoreFreeSlotValidation = true }
    creation = AppointmentCreation(continuing: context.event, edit: edit, version: context.version)
  }

  /// Plans an edit and checks it; the validator has the last word.
  static func plan(
    of result: EditResult, _ placement: OverridePlacement, _ changes: [OccurrenceChange],
    in context: EditContext, findings: [Diagnostic]
  ) -> Outcome {
    var builder = PlanBuilder(result, placement, changes, context)
    var draft = UpdateDraft(result, context, findings: findings)
    do throws(ValidationFailure) {
      if case .split = result.decision.target {
        draft.findings += builder.creation?.findings ?? []
        let plan = try builder.splitPlan(diagnostics: try UpdateValidator.validate(draft).diagnostics)
        return Outcome(plan: plan, findings: plan.diagnostics)
      }
      let update = try UpdateValidator.validate(draft)
      let plan = try builder.updatePlan(update)
      return Outcome(plan: plan, update: update, findings: plan.diagnostics)
    } catch {
      return Outcome(findings: error.diagnostics)
    }
  }

  // MARK: Plans

  /// The plan of an edit that one update carries out, and of the overrides that it moves.
  ///
  /// - Throws: A failure where a warning about what can't be undone is promoted to an error.
  private mutating func updatePlan(_ update: ValidatedUpdate) throws(ValidationFailure) -> ValidatedPlan {
    let (purpose, summary) = purpose(of: update)
    let cancelled = cancellationSteps()
    let number = cancelled.count + 1
    let main = EditPlan.Step(
      number: number, purpose: purpose, summary: summary, request: update.request,
      undo: [undo(of: update)].compactMap(\.self) + restoredOverrides(),
      dependsOn: cancelled.map(\.step.number))
    let cleared = clearingSteps(from: number + 1, dependsOn: number)
    let reissued = reissueSteps(from: number + cleared.count + 1, dependsOn: number, after: cleared)
    return try plan(
      cancelled + [PlannedStep(step: main, prediction: update.prediction)] + cleared + reissued,
      update.diagnostics)
  }

  /// The plan of a split; see `updatePlan(_:)`.
  private mutating func splitPlan(diagnostics: [Diagnostic]) throws(ValidationFailure) -> ValidatedPlan {
    guard let halves = result.halves else { return try plan([], diagnostics) }
    let cancelled = cancellationSteps()
    let truncation = truncation(halves, after: cancelled.map(\.step.number))
    var steps = cancelled + [truncation]
    if let creation { steps.append(tail(creation, of: halves)) }
    steps += reissueSteps(from: steps.count + 1, dependsOn: truncation.step.number)
    return try plan(steps, diagnostics)
  }

  /// Adds what no request can restore of what the plan changes.
  private func plan(
    _ steps: [PlannedStep], _ diagnostics: [Diagnostic]
  ) throws(ValidationFailure) -> ValidatedPlan {
    let promotion = context.request.settings.promotion
    let all =
      diagnostics + unrestorable.findings(version: version).map(promotion.applied(to:))
    if let failure = ValidationFailure(all) { throw failure }
    return ValidatedPlan(
      request: context.request, plan: EditPlan(steps: steps.map(\.step)), diagnostics: all,
      predictions: steps.map(\.prediction), changes: changes)
  }

  private func purpose(of update: ValidatedUpdate) -> (EditPlan.Purpose, String) {
    switch result.decision.target {
    case .event(let id): (.updateEvent, "Update the event \(id).")
    case .newMaster(let id): (.updateEvent, "Make the event \(id) a series.")
    case .instance(let id): (.updateInstance, "Update the instance \(id).")
    case .series(let id) where result.decision.reasons.contains { $0.code == .exclusionThroughMaster }:
      (
        .excludeOccurrence,
        "Take \(context.request.reach.others.isEmpty ? "one occurrence" : "\(context.request.reach.others.count + 1) occurrences") out of the series \(id)."
      )
    case .series(let id), .split(let id, _): (.updateSeries, "Update the series \(id).")
    }
  }

  // MARK: A series that is cut

  private mutating func truncation(_ halves: SeriesHalves, after cancelled: [Int]) -> PlannedStep {
    let rule = RuleChange.replace(halves.head.sentRecurrence)
    var edit = AppointmentEdit()
    edit.rule = rule
    edit.ignoreFreeSlotValidation = true
    edit.toNotify = context.edit.toNotify
    var former = AppointmentEdit()
    former.rule = context.formerRule
    former.ignoreFreeSlotValidation = true
    former.toNotify = false
    let step = EditPlan.Step(
      number: halves.creationStep - 1, purpose: .truncateSeries,
      summary: "End the series \(event.id) with its last occurrence before "
        + (halves.tail == nil ? "those that are cancelled." : "the cut."),
      request: .update(.known(event.id), body: edit.body, version: version),
      undo: [.update(.known(event.id), body: former.body, version: version)] + restoredOverrides(),
      dependsOn: cancelled)
    let prediction = AppointmentPrediction(
      id: event.id, startTime: event.startTime, endTime: event.endTime,
      appointmentStatus: event.appointmentStatus, rule: rule, fields: JSONObject())
    return PlannedStep(step: step, prediction: prediction)
  }

  private func tail(_ creation: AppointmentCreation, of halves: SeriesHalves) -> PlannedStep {
    var undo = AppointmentEdit()
    undo.appointmentStatus = .cancelled
    undo.toNotify = false
    let number = halves.creationStep
    let ids = [PlannedID.answered(step: number, suffix: "")] + ownStatuses
    let step = EditPlan.Step(
      number: number, purpose: .createTail,
      summary: "Create the \(context.edit.rule == .remove ? "event" : "series") that begins at the cut.",
      request: .create(body: creation.body, version: version),
      undo: ids.map { .update($0, body: undo.body, version: version) }, dependsOn: [number - 1])
    return PlannedStep(
      step: step, prediction: AppointmentPrediction(sending: creation.body, rule: creation.rule))
  }

  /// Instances of the tail that have a status of their own, which cancelling the tail does not change.
  private var ownStatuses: [PlannedID] {
    placement.reissues
      .filter { $0.id.step != nil && $0.fields[AppointmentField.appointmentStatus.rawValue] != nil }
      .map(\.id)
  }
}

/// One request of a plan, and what its answer is expected to say.
struct PlannedStep {
  let step: EditPlan.Step
  let prediction: AppointmentPrediction
}

extension UpdateDraft {
  fileprivate init(_ result: EditResult, _ context: EditContext, findings: [Diagnostic]) {
    let settings = context.request.settings
    self.init(
      decision: result.decision, edit: result.effective, event: context.event, version: settings.version,
      promotion: settings.promotion, findings: findings, locallyChecked: settings.locallyChecked,
      localFindings: settings.localFindings, formerRule: context.formerRule)
    isCancellation = context.request.cancellation != nil
  }
}
