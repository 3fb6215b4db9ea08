import AppointmentClient
import Logging
import SchedulingCore
import ServiceLifecycle

/// Carries plans out, resumes them and takes them back, one at a time for a series.
actor PlanRunner {
  private let store: Store
  private let client: AppointmentClient
  private let logger: Logger
  /// The series that a plan is on its way for.
  private var busy: Set<String> = []

  init(store: Store, client: AppointmentClient, logger: Logger) {
    self.store = store
    self.client = client
    self.logger = logger
  }

  /// Carries a plan out; what was done is taken back where the calendar refuses the rest.
  ///
  /// - Throws: `RequestError` where nothing was sent: the series is another one by now, or somebody has the time.
  func carryOut(_ plan: ValidatedPlan, of series: StoredSeries) async throws -> PlanReport {
    let id = series.event.id
    return try await alone(with: id) {
      if try await store.read({ try StoredPlan.isOpen(ofSeries: id, in: $0) }) {
        throw RequestError.planInFlight(id)
      }
      let journal = DatabaseJournal(store: store, plan: plan, of: series)
      return try await finish(client.carryOut(plan, journal: journal), journal)
    }
  }

  /// Goes on with a plan that is open, or takes it back.
  ///
  /// - Parameter finding: What somebody found who looked for a request whose outcome is open.
  func goOn(with id: Int64, finding: Finding? = nil, undoes: Bool = false) async throws -> PlanReport {
    try await alone(with: try await store.plan(id).0.seriesID) {
      let (plan, entries) = try await store.plan(id)
      guard plan.state == .open, var progress = PlanProgress(replaying: entries) else {
        throw RequestError(.conflict, "planIsOver", "The plan \(id) is \(plan.state.rawValue).")
      }
      let journal = DatabaseJournal(store: store, plan: plan, entries: entries, progress: progress)
      if let finding {
        guard let entry = try finding.entry(progress.uncertain) else {
          throw RequestError(
            .conflict, "nothingUncertain", "No request of the plan \(id) has an open outcome.")
        }
        try await journal.append(entry)
        progress.take(entry)
      }
      try await store.setNote(nil, ofPlan: id)
      let goesBack = undoes || progress.isUndoing
      return try await finish(
        goesBack ? client.undo(progress, journal: journal) : client.resume(progress, journal: journal),
        journal)
    }
  }

  private func alone<Value: Sendable>(with seriesID: String, _ work: () async throws -> Value) async throws
    -> Value
  {
    guard busy.insert(seriesID).inserted else { throw RequestError.planInFlight(seriesID) }
    defer { busy.remove(seriesID) }
    return try await work()
  }

  private func finish(_ execution: PlanExecution, _ journal: DatabaseJournal) async throws -> PlanReport {
    var outcome = try await run(execution)
    if case .journal(_, let error as RequestError)? = outcome.stop { throw error }
    guard let id = await journal.planID else { throw RequestError(nothingSentBy: outcome) }
    var note = outcome.stop?.summary
    if outcome.isGivenUp {
      outcome = try await run(client.undo(outcome.progress, journal: journal))
      if let reason = outcome.stop?.summary {
        note = [note, reason].compactMap(\.self).joined(separator: " ")
      }
    }
    try await store.setNote(note, ofPlan: id)
    let report = PlanReport(try await store.plan(id).0, outcome.progress)
    logger.info(
      "a plan ended",
      metadata: [
        "plan": "\(id)", "series": "\(report.series)", "state": "\(report.state)", "note": "\(note ?? "")",
      ])
    return report
  }

  /// Runs to the end, or to the next request where the process is about to stop.
  private func run(_ execution: PlanExecution) async throws -> PlanOutcome {
    var events = execution.makeAsyncIterator()
    while let event = await events.next() {
      if case .ended(let outcome) = event { return outcome }
      if Task.isShuttingDownGracefully { events.stop() }
    }
    throw RequestError(.internalServerError, "internalError", "A plan ended without an outcome.")
  }
}

extension RequestError {
  fileprivate init(nothingSentBy outcome: PlanOutcome) {
    switch outcome.stop {
    case .stale:
      self.init(
        .conflict, "staleCopy",
        "\(outcome.stop?.summary ?? "") Nothing was sent: store the series as it is now, and preview it again."
      )
    case .unreadable:
      self.init(.badGateway, "calendarUnreadable", "\(outcome.stop?.summary ?? "") Nothing was sent.")
    case .cancelled: self.init(.serviceUnavailable, "stopping", "The backend stops; nothing was sent.")
    default:
      self.init(.internalServerError, "internalError", "The journal can't be written; nothing was sent.")
    }
  }
}
