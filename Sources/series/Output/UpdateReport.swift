internal import AppointmentClient
internal import SchedulingCore
internal import SeriesReport

/// What `update` prints: the plan, and what became of it.
struct UpdateReport {
  enum Outcome {
    /// A finding is an error.
    case refusedHere
    /// `--apply` was not given.
    case notAsked
    case sent(PlanProgress)
    case failed(AppointmentClientError, PlanProgress)
  }

  let preview: SeriesPreview
  let format: PreviewFormat

  /// People see the plan before anything is sent; JSON is one object, written at the end.
  func writePlan() throws {
    guard format == .text else { return }
    try StandardOutput.write(styled: PreviewText(preview, style: .forStandardOutput()).text)
  }

  func writeOutcome(_ outcome: Outcome) throws {
    switch format {
    case .text: try writeText(outcome)
    case .json: try StandardOutput.write(json(outcome).text(keys: .asGiven, pretty: true) + "\n")
    }
    if case .failed(let error, _) = outcome {
      let label = TextStyle.forStandardError().error("series:")
      StandardError.write("\(label) \(error.description.printable)\n")
    }
  }

  private func writeText(_ outcome: Outcome) throws {
    switch outcome {
    case .refusedHere: return
    case .notAsked: try StandardOutput.write("\nNothing was sent; --apply sends it.\n")
    case .sent(let progress):
      try StandardOutput.write(styled: text(progress) + (progress.isComplete ? "" : undoing(progress)))
    case .failed(_, let progress):
      guard !progress.done.isEmpty || progress.uncertain != nil && progress.total > 1 else { return }
      try StandardOutput.write(styled: text(progress) + undoing(progress))
    }
  }

  private func text(_ progress: PlanProgress) -> String {
    let style = TextStyle.forStandardOutput()
    var text = ""
    for done in progress.done {
      let place = progress.total == 1 ? "" : " \(done.step.number) of \(progress.total)"
      text += "\nSent\(place): the server answers \(done.outcome.status)"
      if done.outcome.deviations.isEmpty {
        text += style.success(", and the appointment is what was predicted.") + "\n"
        continue
      }
      text += style.warning(", but the appointment is not what was predicted:") + "\n"
      for difference in done.outcome.deviations {
        text +=
          "  " + style.shown("\(difference.field): \(difference.actual) instead of \(difference.expected)")
          + "\n"
      }
    }
    return text
  }

  /// What takes a plan back that came to a stop.
  private func undoing(_ progress: PlanProgress) -> String {
    var text = "\nThe plan stopped after \(progress.done.count) of \(progress.total) requests."
    if let uncertain = progress.uncertain {
      text +=
        " Request \(uncertain.number) may have been carried out too. If it was, it is undone first, by:\n"
      text += list(uncertain.undo)
      let created = PlannedID.answered(step: uncertain.number, suffix: "")
      if uncertain.undo.contains(where: { $0.neededStep == uncertain.number }) {
        text += "  \(created) is the id of what it created: look for it in the calendar.\n"
      }
    }
    guard !progress.undo.isEmpty else { return text }
    text += progress.uncertain == nil ? " " : "\n"
    return text + "What was done is undone by:\n" + list(progress.undo)
  }

  private func list(_ requests: [PlannedRequest]) -> String {
    let style = TextStyle.forStandardOutput()
    return requests.map { request in
      "  \(request.method) \(style.shown(request.path))\n  \(style.shown(request.bodyText))\n"
    }.joined()
  }

  /// The preview's object with `applied`, `outcome` and `error`.
  private func json(_ outcome: Outcome) -> JSONValue {
    var object = preview.jsonValue.objectValue ?? JSONObject()
    object["applied"] = .bool(false)
    object["outcome"] = .null
    object["error"] = .null
    switch outcome {
    case .refusedHere, .notAsked: break
    case .sent(let progress): report(progress, in: &object)
    case .failed(let error, let progress):
      report(progress, in: &object)
      object["error"] = json(error)
    }
    return .object(object)
  }

  /// `outcome` is that of the first request, `outcomes` those of all that were sent.
  private func report(_ progress: PlanProgress, in object: inout JSONObject) {
    object["applied"] = .bool(progress.isComplete)
    object["outcome"] = progress.done.first.map { json($0) } ?? .null
    object["outcomes"] = .array(progress.done.map { json($0) })
    object["undo"] = .array(progress.undo.map(\.jsonValue))
    object["uncertain"] =
      progress.uncertain.map { lost in
        [
          "step": .integer(Int64(lost.number)),
          "undo": .array(lost.undo.map(\.jsonValue)),
        ]
      } ?? .null
  }

  private func json(_ done: PlanProgress.Step) -> JSONValue {
    [
      "step": .integer(Int64(done.step.number)),
      "status": .integer(Int64(done.outcome.status)),
      "appointment": .object(done.outcome.appointment.json),
      "deviations": .array(
        done.outcome.deviations.map {
          ["field": .string($0.field), "expected": .string($0.expected), "actual": .string($0.actual)]
        }),
      "traceId": done.outcome.traceID.map(JSONValue.string) ?? .null,
    ]
  }

  private func json(_ error: AppointmentClientError) -> JSONValue {
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
}
