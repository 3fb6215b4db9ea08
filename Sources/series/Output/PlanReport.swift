#if Client
  internal import AppointmentClient
  internal import SchedulingCore
  internal import SeriesReport

  /// What became of a plan, for people and as JSON.
  struct PlanReport {
    let progress: PlanProgress
    let stop: PlanOutcome.Stop?

    init(_ outcome: PlanOutcome) {
      progress = outcome.progress
      stop = outcome.stop
    }

    init(_ progress: PlanProgress) {
      self.progress = progress
      stop = nil
    }

    /// What the shell is told: 0 where all was done, or all was taken back that should be.
    var status: ExitStatus {
      switch stop {
      case nil: .success
      case .failed(_, let error), .unreadable(let error): error.exitStatus
      case .stale, .deviation, .knownID, .cancelled: .findings
      case .undecided, .journal: .unavailable
      }
    }

    // MARK: Text

    /// `the server answers 200, and the appointment is what was predicted`.
    static func summary(of answer: PlanAnswer) -> String {
      let said = answer.status.map { "the server answers \($0)" } ?? "its answer was lost"
      if answer.status == nil { return "\(said), but it was applied" }
      if !answer.deviations.isEmpty { return "\(said), but the appointment is not what was predicted" }
      if answer.unconfirmed.isEmpty { return "\(said), and the appointment is what was predicted" }
      let fields = answer.unconfirmed.joined(separator: ", ")
      return "\(said), which agrees with what was predicted, but says nothing of \(fields)"
    }

    func text(style: TextStyle) -> String {
      var text = ""
      for (step, answer) in progress.answers.sorted(by: { $0.key < $1.key }) {
        let place = progress.total == 1 ? "" : " \(step) of \(progress.total)"
        let summary = Self.summary(of: answer)
        text += "\nSent\(place): "
        text +=
          (answer.deviations.isEmpty ? style.success(summary + ".") : style.warning(summary + ":")) + "\n"
        for difference in answer.deviations {
          text +=
            "  \(difference.field): \(difference.actual) instead of \(difference.expected)".printable + "\n"
        }
        if progress.plan.plan.steps[step - 1].request.operation == .create {
          text += "  The new series is \(answer.appointment.id).".printable + "\n"
        }
      }
      if let reason { text += "\n" + style.warning(reason.printable) + "\n" }
      if progress.isUndone { return text + "\nAll that was done is taken back.\n" }
      if !progress.isUndoing, progress.answers.count == progress.total { return text }
      return progress.answers.isEmpty && progress.uncertain == nil ? text : text + undoing
    }

    /// Why it stopped, where neither an answer nor an error says so.
    private var reason: String? {
      switch stop {
      case nil, .failed, .deviation: return nil
      case .stale(let differences):
        let seen = differences.map { "\($0.field) is \($0.actual) instead of \($0.expected)" }
        return
          "Nothing was sent: the event has changed since the plan was made. \(seen.joined(separator: "; "))."
      case .knownID(let position, let id):
        return
          "The server answers \(position) with \(id), which is known already: nothing new was created by it, or its "
          + "id is lost."
      case .unreadable(let error):
        return "Nothing was sent: the event can't be read. \(error.message) --no-reread leaves that out."
      case .undecided(let position, let evidence):
        return "Whether \(position) was applied can't be told: \(evidence)"
      case .journal(let position, let error): return "Stopped at \(position): \(error)"
      case .cancelled: return "Stopped as asked, between two requests."
      }
    }

    /// What takes a plan back that came to a stop.
    private var undoing: String {
      var text = "\nThe plan stopped after \(progress.answers.count) of \(progress.total) requests."
      if let uncertain = progress.uncertain, uncertain.undo == nil {
        text +=
          " Request \(uncertain.step) may have been carried out too. If it was, it is undone first, by:\n"
        text += list(progress.uncertainUndo)
        let created = PlannedID.answered(step: uncertain.step, suffix: "")
        if progress.uncertainUndo.contains(where: { $0.neededStep == uncertain.step }) {
          text += "  \(created) is the id of what it created: look for it in the calendar.\n"
        }
      }
      let undo = progress.remainingUndo
      guard !undo.isEmpty else { return text }
      text += text.hasSuffix("\n") ? "\n" : " "
      return text + "What was done is undone by:\n" + list(undo)
    }

    private func list(_ requests: [PlannedRequest]) -> String {
      requests.map { "  \($0.method) \($0.path)".printable + "\n  " + $0.bodyText.printable + "\n" }.joined()
    }

    // MARK: JSON

    /// `outcome` is that of the first request, `outcomes` those of all that were answered.
    func write(to object: inout JSONObject) {
      let outcomes = progress.answers.sorted { $0.key < $1.key }.map { json($0.value, ofStep: $0.key) }
      object["applied"] = .bool(progress.isComplete)
      object["undone"] = .bool(progress.isUndone)
      object["outcome"] = outcomes.first ?? .null
      object["outcomes"] = .array(outcomes)
      object["undo"] = .array(progress.remainingUndo.map(\.jsonValue))
      object["uncertain"] =
        progress.uncertain.map { position in
          [
            "step": .integer(Int64(position.step)),
            "undoRequest": position.undo.map { .integer(Int64($0)) } ?? .null,
            "undo": .array(progress.uncertainUndo.map(\.jsonValue)),
          ]
        } ?? .null
      object["stopped"] = stopped
      if case .failed(_, let error)? = stop { object["error"] = Self.json(error) }
      if case .unreadable(let error)? = stop { object["error"] = Self.json(error) }
    }

    private var stopped: JSONValue {
      let code: String? =
        switch stop {
        case nil: nil
        case .stale: "stale"
        case .deviation: "deviation"
        case .knownID: "knownID"
        case .failed: "failed"
        case .unreadable: "unreadable"
        case .undecided: "undecided"
        case .journal: "journal"
        case .cancelled: "cancelled"
        }
      guard let code else { return .null }
      return ["code": .string(code), "reason": reason.map(JSONValue.string) ?? .null]
    }

    private func json(_ answer: PlanAnswer, ofStep step: Int) -> JSONValue {
      [
        "step": .integer(Int64(step)),
        "status": answer.status.map { .integer(Int64($0)) } ?? .null,
        "appointment": .object(answer.appointment.json),
        "deviations": .array(
          answer.deviations.map {
            ["field": .string($0.field), "expected": .string($0.expected), "actual": .string($0.actual)]
          }),
        "unconfirmed": .array(answer.unconfirmed.map(JSONValue.string)),
        "traceId": answer.traceID.map(JSONValue.string) ?? .null,
      ]
    }

    static func json(_ error: AppointmentClientError) -> JSONValue {
      [
        "code": .string(error.code.rawValue), "message": .string(error.message),
        "remedy": .string(error.remedy), "mayHaveBeenApplied": .bool(error.mayHaveBeenApplied),
        "retryable": .bool(error.isRetryable), "status": error.status.map { .integer(Int64($0)) } ?? .null,
        "serverMessage": error.serverMessage.map(JSONValue.string) ?? .null,
        "traceId": error.traceID.map(JSONValue.string) ?? .null,
        "retryAfterSeconds": error.rateLimit?.suggestedDelay.map { .integer($0.components.seconds) } ?? .null,
        "rawBody": .string(String(decoding: error.rawBody, as: UTF8.self)),
      ]
    }

    /// The error, on standard error.
    func tellError() {
      let error: AppointmentClientError? =
        switch stop {
        case .failed(_, let error), .unreadable(let error): error
        default: nil
        }
      guard let error else { return }
      StandardError.write("\(TextStyle.forStandardError().error("series:")) \(error.description.printable)\n")
    }
  }
#endif
