internal import AppointmentClient
internal import SchedulingCore

/// How far a plan was carried out.
struct PlanProgress {
  /// A request that was sent and answered, and what undoes it.
  struct Step {
    let step: EditPlan.Step
    let outcome: UpdateOutcome
    let undo: [ValidatedRequest]
  }

  /// A request that may have been carried out, though its answer did not tell.
  struct Uncertain {
    let number: Int
    /// What undoes it; `{step2.id}` stands for an id that only the lost answer held.
    let undo: [PlannedRequest]
  }

  /// How many steps the plan has.
  let total: Int
  let done: [Step]
  var uncertain: Uncertain?

  /// Whether every request was sent and answered.
  var isComplete: Bool { done.count == total }

  /// What restores the state before the plan: the last step's first.
  var undo: [PlannedRequest] { done.reversed().flatMap { $0.undo.map(\.request) } }
}
