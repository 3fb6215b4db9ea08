import AppointmentClient
import Hummingbird
import SchedulingCore

/// What became of a plan, as JSON.
struct PlanReport: Encodable, Sendable {
  let plan: Int64
  let series: String
  let state: StoredPlan.State
  let steps: Int
  let answered: Int
  /// The ids of what the steps changed or created, by the steps' numbers.
  let ids: [Int: String]
  /// The request of which nobody knows whether it was applied.
  let uncertain: PlanPosition?
  let note: String?

  init(_ plan: StoredPlan, _ progress: PlanProgress) {
    self.plan = plan.id
    series = plan.seriesID
    state = plan.state
    steps = progress.total
    answered = progress.answers.count
    ids = progress.ids
    uncertain = progress.uncertain
    note = plan.note
  }

  /// 200 where what was asked for is done, 202 where the rest follows at the next start, 502 where the calendar stood in
  /// the way.
  func response(asked: StoredPlan.State, isStopping: Bool) throws -> Response {
    let status: HTTPResponse.Status =
      state == asked ? .ok : state == .open && isStopping ? .accepted : .badGateway
    return try Response(status: status, json: self)
  }
}
