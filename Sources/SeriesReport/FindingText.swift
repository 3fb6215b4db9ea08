internal import Recurrence
package import SchedulingCore

/// A finding on one line.
package enum FindingText {
  /// `warning: rrule: The rule … [startNotInRule] (line 1, column 4) Give …`
  package static func line(_ finding: Diagnostic, style: TextStyle = .plain) -> String {
    let severity =
      switch finding.severity {
      case .error: style.error("error:")
      case .warning: style.warning("warning:")
      case .note: style.faint("note:")
      }
    return "\(severity) \(sentence(finding))"
  }

  /// The same without its severity.
  package static func sentence(_ finding: Diagnostic) -> String {
    let remedy = finding.remedy.map { " \($0)" } ?? ""
    return "\(message(finding)) [\(finding.code.rawValue)]\(place(finding))\(remedy)".printable
  }

  /// What is wrong, with the field where the sentence does not begin with it.
  static func message(_ finding: Diagnostic) -> String {
    let field = finding.field.map { finding.message.hasPrefix($0) ? "" : "\($0): " } ?? ""
    return field + finding.message
  }

  /// ` (line 1, column 4)`, empty where the place is not known.
  static func place(_ finding: Diagnostic) -> String {
    finding.position.map { " (line \($0.line), column \($0.column))" } ?? ""
  }
}
