public import SchedulingCore

extension AppointmentClient {
  /// Carries a plan out: its steps in order, each once, ids of earlier answers filled in, each answer compared with
  /// what was predicted. It stops at the first that is not.
  ///
  /// - Parameters:
  ///   - journal: Keeps each request before it is sent and each answer, so that the plan can be resumed or undone.
  ///   - rereadsFirst: Whether the event is read before anything is sent; where it is not as it was when the plan was
  ///     made, nothing is.
  public func carryOut(
    _ plan: ValidatedPlan, journal: (any PlanJournal)? = nil, rereadsFirst: Bool = true
  ) -> PlanExecution {
    PlanExecution(
      client: self, progress: PlanProgress(plan), journal: journal,
      opening: [.plan(plan, baseURL: address)], origin: rereadsFirst ? plan.request.event : nil)
  }

  /// Goes on with a plan that came to a stop. A request whose outcome is open is settled by reading what it changes:
  /// done, sent again, or reported as undecided.
  ///
  /// - Parameter progress: What the journal tells; `PlanProgress(replaying:)` reads it.
  public func resume(_ progress: PlanProgress, journal: (any PlanJournal)? = nil) -> PlanExecution {
    PlanExecution(client: self, progress: progress, journal: journal, opening: [], origin: nil)
  }

  /// Takes back what was done of a plan, the last step first.
  public func undo(_ progress: PlanProgress, journal: (any PlanJournal)? = nil) -> PlanExecution {
    PlanExecution(
      client: self, progress: progress, journal: journal, opening: progress.isUndoing ? [] : [.undoing],
      origin: nil)
  }
}
