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
    let place = finding.position.map { " (line \($0.line), column \($0.column))" } ?? ""
    // Many sentences begin with the field themselves.
    let field = finding.field.map { finding.message.hasPrefix($0) ? "" : "\($0): " } ?? ""
    let remedy = finding.remedy.map { " \($0)" } ?? ""
    return "\(field)\(finding.message) [\(finding.code.rawValue)]\(place)\(remedy)".printable
  }
}
