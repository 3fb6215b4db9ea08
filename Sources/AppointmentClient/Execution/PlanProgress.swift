public import SchedulingCore

/// How far a plan was carried out or taken back.
public struct PlanProgress: Sendable {
  /// The plan.
  public let plan: ValidatedPlan
  /// What the steps were answered, by their numbers; those that were taken back are among them.
  public private(set) var answers: [Int: PlanAnswer] = [:]
  /// The request of which nobody knows whether it was applied.
  public private(set) var uncertain: PlanPosition?
  /// Whether what was done is being taken back.
  public private(set) var isUndoing = false
  /// How many of a step's undo requests were carried out, by its number.
  private var undone: [Int: Int] = [:]

  /// Nothing was sent yet.
  public init(_ plan: ValidatedPlan) { self.plan = plan }

  /// What a journal's entries tell; `nil` where they begin with no plan.
  public init?(replaying entries: some Sequence<JournalEntry>) {
    var progress: PlanProgress?
    for entry in entries {
      if case .plan(let plan, _) = entry { progress = PlanProgress(plan) } else { progress?.take(entry) }
    }
    guard let progress else { return nil }
    self = progress
  }

  /// How many steps the plan has.
  public var total: Int { plan.plan.steps.count }

  /// The ids of what the steps created or changed, by their numbers.
  public var ids: [Int: String] { answers.mapValues(\.appointment.id) }

  /// Whether each step was answered as predicted and none was taken back.
  public var isComplete: Bool {
    !isUndoing && uncertain == nil && answers.count == total && deviating == nil
  }

  /// Whether nothing is left of what was done.
  public var isUndone: Bool { isUndoing && uncertain == nil && nextUndo == nil }

  /// The first step whose answer is not what was predicted.
  public var deviating: Int? { answers.filter { !$0.value.deviations.isEmpty }.keys.min() }

  /// The step to be sent next; `nil` where there is none, or where an answer stands in the way.
  var next: PlanPosition? {
    guard !isUndoing, uncertain == nil, deviating == nil, answers.count < total else { return nil }
    return PlanPosition(step: answers.count + 1)
  }

  /// The undo request to be sent next: the last step's first.
  var nextUndo: PlanPosition? {
    for step in answers.keys.sorted(by: >) {
      let done = undone[step, default: 0]
      if done < plan.plan.steps[step - 1].undo.count { return PlanPosition(step: step, undo: done + 1) }
    }
    return nil
  }

  /// A request as it can be sent; `nil` where an id that it needs is not known.
  func request(at position: PlanPosition) -> ValidatedRequest? {
    guard let undo = position.undo else { return plan.request(ofStep: position.step, created: ids) }
    return plan.undo(ofStep: position.step, created: ids).flatMap {
      $0.indices.contains(undo - 1) ? $0[undo - 1] : nil
    }
  }

  /// The requests that take back what was done and is not yet taken back, in the order they are sent; the id that a
  /// lost answer held stays open.
  public var remainingUndo: [PlannedRequest] {
    answers.keys.sorted(by: >).flatMap { step in
      (plan.undo(ofStep: step, created: ids) ?? []).map(\.request).dropFirst(undone[step, default: 0])
    }
  }

  /// What takes back the request whose outcome is open, should it have been applied; `{step2.id}` stands for an id
  /// that only the lost answer held.
  public var uncertainUndo: [PlannedRequest] {
    guard let uncertain, uncertain.undo == nil else { return [] }
    return plan.undo(ofStep: uncertain.step, created: ids)?.map(\.request)
      ?? plan.plan.steps[uncertain.step - 1].undo
  }

  /// Whether an id is one that was there before the plan, or was answered to an earlier step.
  func knows(_ id: String) -> Bool {
    let event = plan.request.event
    return id == event.id || id == event.seriesID || ids.values.contains(id)
      || plan.request.events?.contains { $0.id == id } == true
  }

  /// What is expected of an appointment to which a request was not applied.
  func origin(of position: PlanPosition) -> AppointmentPrediction? {
    guard position.undo == nil else {
      return plan.request(ofStep: position.step, created: ids)?.prediction
    }
    return plan.undo(ofStep: position.step, created: ids)?.last?.prediction
  }

  /// Takes what a journal tells.
  public mutating func take(_ entry: JournalEntry) {
    switch entry {
    case .plan: break
    case .undoing: isUndoing = true
    case .sending(let position): uncertain = position
    case .failed(_, let failure): if !failure.mayHaveBeenApplied { uncertain = nil }
    case .notApplied: uncertain = nil
    case .answered(let position, let answer):
      uncertain = nil
      if position.undo == nil {
        answers[position.step] = answer
      } else {
        undone[position.step, default: 0] += 1
      }
    }
  }
}
