internal import Recurrence
internal import SchedulingCore

// The requests, in the order they are sent.
extension PreviewPage {
  var requests: PageSection? {
    guard let steps = preview.plan?.steps, !steps.isEmpty else {
      return PageSection(
        "requests", "Requests", [.element("p", ["class": "sign status bad"], PreviewWords.nothingToSend)])
    }
    return PageSection(
      "requests", "Requests", title: steps.count == 1 ? "The request" : "The requests, in order",
      count: steps.count,
      [
        .element("p", ["class": "note"], placeholders(steps)),
        .element("ol", ["class": "steps"], steps.map(step)),
      ])
  }

  private func placeholders(_ steps: [EditPlan.Step]) -> String {
    let needed = Set(steps.compactMap(\.request.neededStep))
    let created = steps.filter { needed.contains($0.number) }
    return created.reduce("A token is added to \(steps.count.form("it", "each")) when it is sent.") {
      text, step in
      "\(text) \(PlannedID.answered(step: step.number, suffix: "")) stands for the id that the answer to request "
        + "\(step.number) holds."
    }
  }

  private func step(_ step: EditPlan.Step) -> Markup {
    var parts: [Markup] = [.element("h3", [:], step.summary)]
    if !step.dependsOn.isEmpty {
      let steps = step.dependsOn.map { "request \($0)" }.joined(separator: " and ")
      parts.append(
        .element(
          "p", ["class": "note"],
          "Only once \(steps) \(step.dependsOn.count.form("has", "have")) succeeded.")
      )
    }
    let id = "request-\(step.number)"
    parts += request(step.request, id: id, button: "Copy request \(step.number)")
    if step.undo.isEmpty {
      parts.append(.element("p", ["class": "note"], PreviewWords.noUndo))
    } else {
      let isOne = step.undo.count == 1
      parts.append(.element("h4", [:], "What undoes it" + (isOne ? "" : ", in this order")))
      for (index, undo) in step.undo.enumerated() {
        parts += request(
          undo, id: "\(id)-undo-\(index + 1)", isUndo: true, button: "Copy undo \(step.number).\(index + 1)")
      }
    }
    return .element("li", ["value": "\(step.number)"], parts)
  }

  private func request(
    _ request: PlannedRequest, id: String, isUndo: Bool = false, button: String
  ) -> [Markup] {
    // What undoes has the headers of what it undoes.
    var text = isUndo ? "" : request.headers.map { "\($0.name): \($0.value)\n" }.joined()
    if !request.body.isEmpty { text += "\n" + Self.readable(request) + "\n" }
    return [
      .element(
        "div", ["class": "request"],
        [
          Self.copyButton(button, of: id),
          .element(
            "pre", ["id": id],
            [.element("b", [:], request.method), .text(" \(request.path)\n"), .text(text)]),
        ])
    ]
  }

  /// The body over several lines: another spelling of the same value. What would turn the direction of
  /// the text or could not be seen stands as JSON escapes it.
  private static func readable(_ request: PlannedRequest) -> String {
    let text = (try? JSONValue(parsing: request.body))?.text(keys: .asGiven, pretty: true) ?? request.bodyText
    guard text.unicodeScalars.contains(where: { $0.isSteering && $0 != "\n" }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.isSteering, scalar != "\n" {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
