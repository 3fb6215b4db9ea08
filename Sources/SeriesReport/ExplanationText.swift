internal import SchedulingCore

/// An explanation as text for people.
package enum ExplanationText {
  /// With a newline at its end.
  package static func text(_ explanation: InstanceExplanation, style: TextStyle = .plain) -> String {
    var table = TextTable([.leading, .leading])
    var last: InstanceExplanation.Topic?
    for statement in explanation.statements {
      table.append([
        TextTable.Cell(statement.topic == last ? "" : name(statement.topic), style: style.heading),
        TextTable.Cell(style.shown(statement.text)),
      ])
      last = statement.topic
    }
    return table.lines().joined(separator: "\n") + "\n"
  }

  private static func name(_ topic: InstanceExplanation.Topic) -> String {
    switch topic {
    case .instance: "Instance"
    case .when: "When"
    case .id: "In the id"
    case .series: "Series"
    case .override: "On its own"
    case .clocks: "Clocks"
    case .nearest: "Nearest"
    case .edit: "A request"
    case .rekeying: "Its id"
    }
  }
}
