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
    case sent(UpdateOutcome)
    case failed(AppointmentClientError)
  }

  let preview: SeriesPreview
  let format: PreviewCommand.Format

  /// People see the plan before anything is sent; JSON is one object, written at the end.
  func writePlan() throws {
    guard format == .text else { return }
    try StandardOutput.write(PreviewText(preview, style: .forStandardOutput()).text)
  }

  func writeOutcome(_ outcome: Outcome) throws {
    switch format {
    case .text: try writeText(outcome)
    case .json: try StandardOutput.write(json(outcome).text(keys: .asGiven, pretty: true) + "\n")
    }
    if case .failed(let error) = outcome {
      let label = TextStyle.forStandardError().error("series:")
      StandardError.write("\(label) \(error.description.printable)\n")
    }
  }

  private func writeText(_ outcome: Outcome) throws {
    switch outcome {
    case .refusedHere, .failed: return
    case .notAsked: try StandardOutput.write("\nNothing was sent; --apply sends it.\n")
    case .sent(let outcome):
      let style = TextStyle.forStandardOutput()
      var text = "\nSent: the server answers \(outcome.status)"
      if outcome.deviations.isEmpty {
        text += style.success(", and the appointment is what was foretold.") + "\n"
      } else {
        text += style.warning(", but the appointment is not what was foretold:") + "\n"
        for difference in outcome.deviations {
          text +=
            "  \(difference.field): \(difference.actual) instead of \(difference.expected)".printable + "\n"
        }
      }
      try StandardOutput.write(text)
    }
  }

  /// The preview's object with `applied`, `outcome` and `error`.
  private func json(_ outcome: Outcome) -> JSONValue {
    var object = PreviewJSON.object(preview)
    object["applied"] = .bool(false)
    object["outcome"] = .null
    object["error"] = .null
    switch outcome {
    case .refusedHere, .notAsked: break
    case .sent(let outcome):
      object["applied"] = .bool(true)
      object["outcome"] = [
        "status": .integer(Int64(outcome.status)),
        "appointment": .object(outcome.appointment.json),
        "deviations": .array(
          outcome.deviations.map {
            ["field": .string($0.field), "expected": .string($0.expected), "actual": .string($0.actual)]
          }),
        "traceId": outcome.traceID.map(JSONValue.string) ?? .null,
      ]
    case .failed(let error): object["error"] = json(error)
    }
    return .object(object)
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
