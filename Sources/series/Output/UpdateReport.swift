#if Client
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
      case ended(PlanReport)
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
      case .text: try StandardOutput.write(styled: text(outcome))
      case .json: try StandardOutput.write(json(outcome).text(keys: .asGiven, pretty: true) + "\n")
      }
    }

    private func text(_ outcome: Outcome) -> String {
      switch outcome {
      case .refusedHere: ""
      case .notAsked: "\nNothing was sent; --apply sends it.\n"
      case .ended(let report): report.text(style: .forStandardOutput())
      }
    }

    /// The preview's object with what became of the plan.
    private func json(_ outcome: Outcome) -> JSONValue {
      var object = preview.jsonValue.objectValue ?? JSONObject()
      object["applied"] = .bool(false)
      object["outcome"] = .null
      object["error"] = .null
      if case .ended(let report) = outcome { report.write(to: &object) }
      return .object(object)
    }
  }
#endif
