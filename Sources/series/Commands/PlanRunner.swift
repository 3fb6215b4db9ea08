#if Client
  internal import AppointmentClient
  internal import SchedulingCore
  internal import SeriesReport

  /// Carries a plan out, or takes it back, telling each request on standard error before and after it is sent.
  struct PlanRunner {
    let execution: PlanExecution
    let total: Int

    func outcome() async -> PlanOutcome {
      Interruption.watch()
      var iterator = execution.makeAsyncIterator()
      while let event = await iterator.next() {
        if case .ended(let outcome) = event { return outcome }
        tell(event)
        if Interruption.isRequested { iterator.stop() }
      }
      return PlanOutcome(progress: execution.progress, stop: .cancelled)
    }

    private func tell(_ event: PlanEvent) {
      let line: String? =
        switch event {
        case .sending(let position, let request):
          "\(name(position)): sending \(request.method) \(request.path)"
        case .answered(let position, let answer):
          "\(name(position)): " + PlanReport.summary(of: answer)
        case .failed(let position, let error):
          "\(name(position)): "
            + (error.mayHaveBeenApplied ? "failed, and may have been applied" : "failed, and was not applied")
        case .notApplied(let position): "\(name(position)): was not applied"
        case .ended: nil
        }
      if let line { StandardError.write(line.printable + "\n") }
    }

    private func name(_ position: PlanPosition) -> String {
      position.undo == nil ? "step \(position.step) of \(total)" : position.description
    }
  }
#endif
