internal import SchedulingCore

/// A plan on its way: its events in the order they happen, each worked for when it is asked for.
///
/// ```swift
/// for await event in client.carryOut(plan, journal: journal) { … }
/// let outcome = await client.carryOut(plan, journal: journal).outcome()
/// ```
///
/// Whoever stops asking after `sending` has sent nothing of that request. Cancelling the task ends the plan before its
/// next request; one that is in flight then may have been applied, and the outcome says so.
public struct PlanExecution: AsyncSequence, Sendable {
  /// What happens.
  public typealias Element = PlanEvent

  let client: AppointmentClient
  package let progress: PlanProgress
  let journal: (any PlanJournal)?
  /// What is written before the first request.
  let opening: [JournalEntry]
  /// The event as it was, to be compared with what it is now.
  let origin: Appointment?

  /// Begins; each iterator sends the plan anew, so ask for one.
  public func makeAsyncIterator() -> Iterator { Iterator(self) }

  /// Carries the plan out to its end.
  public func outcome() async -> PlanOutcome {
    for await case .ended(let outcome) in self { return outcome }
    return PlanOutcome(progress: progress, stop: .cancelled)
  }

  /// The events, one at a time.
  public struct Iterator: AsyncIteratorProtocol {
    private enum Phase {
      case opening
      case idle
      case announced(PlanPosition, ValidatedRequest)
      case stopping(PlanOutcome.Stop)
      case ended
    }

    private let execution: PlanExecution
    private var progress: PlanProgress
    private var phase = Phase.opening
    /// How often a request was sent whose outcome came to be open.
    private var openOutcomes: [PlanPosition: Int] = [:]

    init(_ execution: PlanExecution) {
      self.execution = execution
      progress = execution.progress
    }

    /// Works for the next event.
    public mutating func next() async -> PlanEvent? {
      switch phase {
      case .ended: return nil
      case .stopping(let stop):
        if case .cancelled = stop, progress.isComplete || progress.isUndone { return end(nil) }
        return end(stop)
      case .announced(let position, let request):
        phase = .idle
        return await send(position, request)
      case .opening:
        phase = .idle
        if let stop = await open() { return end(stop) }
        return await advance()
      case .idle: return await advance()
      }
    }

    /// Ends the plan before its next request, unless all is done; the next event says so.
    public mutating func stop() {
      switch phase {
      case .opening, .idle, .announced: phase = .stopping(.cancelled)
      case .stopping, .ended: break
      }
    }

    private mutating func end(_ stop: PlanOutcome.Stop?) -> PlanEvent {
      phase = .ended
      return .ended(PlanOutcome(progress: progress, stop: stop))
    }

    private mutating func record(_ entry: JournalEntry) async throws {
      try await execution.journal?.append(entry)
      progress.take(entry)
    }

    /// Sees to it that the event is as it was, and writes what comes first.
    private mutating func open() async -> PlanOutcome.Stop? {
      if let origin = execution.origin {
        do throws(AppointmentClientError) {
          let now = try await execution.client.appointment(
            origin.id, version: progress.plan.request.settings.version)
          let differences = origin.staleness(comparedWith: now)
          if !differences.isEmpty { return .stale(differences) }
        } catch {
          return .unreadable(error)
        }
      }
      for entry in execution.opening {
        do {
          try await record(entry)
        } catch {
          return .journal(PlanPosition(step: 1), error)
        }
      }
      return nil
    }

    /// Announces the next request, or settles one whose outcome is open.
    private mutating func advance() async -> PlanEvent? {
      if Task.isCancelled { return end(.cancelled) }
      if let open = progress.uncertain { return await settle(open) }
      if let step = progress.deviating, !progress.isUndoing {
        return end(.deviation(PlanPosition(step: step)))
      }
      guard let position = progress.isUndoing ? progress.nextUndo : progress.next else { return end(nil) }
      guard let request = progress.request(at: position) else {
        return end(.undecided(position, evidence: "The id that it needs is not known."))
      }
      phase = .announced(position, request)
      return .sending(position, request.request)
    }

    private mutating func send(_ position: PlanPosition, _ request: ValidatedRequest) async -> PlanEvent? {
      if Task.isCancelled { return end(.cancelled) }
      do {
        try await record(.sending(position))
      } catch {
        return end(.journal(position, error))
      }
      let outcome: UpdateOutcome
      do throws(AppointmentClientError) {
        outcome = try await execution.client.send(request)
      } catch {
        return await take(error, of: request, at: position)
      }
      let id = outcome.appointment.id
      if request.request.operation == .create, progress.knows(id) { return end(.knownID(position, id: id)) }
      let answer = PlanAnswer(outcome)
      do {
        try await record(.answered(position, answer))
      } catch {
        return end(.journal(position, error))
      }
      if !answer.deviations.isEmpty { phase = .stopping(.deviation(position)) }
      return .answered(position, answer)
    }

    private mutating func take(
      _ error: AppointmentClientError, of request: ValidatedRequest, at position: PlanPosition
    ) async -> PlanEvent {
      let failure = JournalEntry.Failure(
        code: error.code.rawValue, message: error.message, mayHaveBeenApplied: error.mayHaveBeenApplied)
      do {
        try await record(.failed(position, failure))
      } catch {
        return end(.journal(position, error))
      }
      if error.mayHaveBeenApplied, await waitsToReread(after: request, at: position) {
        phase = .idle
      } else {
        phase = .stopping(.failed(position, error))
      }
      return .failed(position, error)
    }

    /// Whether an update whose outcome is open is settled at once, and repeated where it was not applied.
    private mutating func waitsToReread(after request: ValidatedRequest, at position: PlanPosition) async
      -> Bool
    {
      guard let retries = execution.client.retries, case .update = request.request.operation,
        !Task.isCancelled
      else { return false }
      let count = openOutcomes[position, default: 0] + 1
      openOutcomes[position] = count
      let client = execution.client
      guard count < retries.attempts, retries.budget.take(for: client.baseURL.authority) else { return false }
      let end = client.clock.now() + retries.wait(after: count, nil)
      return (try? await client.wait(until: end)) != nil
    }

    /// Finds out by reading whether a request whose answer was lost was applied.
    private mutating func settle(_ position: PlanPosition) async -> PlanEvent {
      guard let request = progress.request(at: position) else {
        return end(.undecided(position, evidence: "The id that it needs is not known."))
      }
      let finding = await execution.client.find(
        request, before: progress.origin(of: position), version: progress.plan.request.settings.version)
      do {
        switch finding {
        case .applied(let appointment):
          let answer = PlanAnswer(status: nil, appointment: appointment)
          try await record(.answered(position, answer))
          return .answered(position, answer)
        case .notApplied:
          try await record(.notApplied(position))
          return .notApplied(position)
        case .undecided(let evidence):
          return end(.undecided(position, evidence: evidence))
        }
      } catch {
        return end(.journal(position, error))
      }
    }
  }
}
