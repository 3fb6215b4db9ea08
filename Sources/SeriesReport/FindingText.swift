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
    return "\(severity) \(sentence(finding, style: style))"
  }

  /// A line for each finding. Of many, the errors come before the others where not all are shown, and the last
  /// line counts the rest.
  package static func lines(_ findings: [Diagnostic], style: TextStyle = .plain) -> [String] {
    counted(findings) { line($0, style: style) }
  }

  /// The same without severities.
  package static func sentences(_ findings: [Diagnostic]) -> [String] { counted(findings) { sentence($0) } }

  private static func counted(_ findings: [Diagnostic], _ text: (Diagnostic) -> String) -> [String] {
    guard findings.count > mostShown else { return findings.map(text) }
    let errors = findings.indices.filter { findings[$0].severity == .error }.prefix(mostShown)
    let others = findings.indices.filter { findings[$0].severity != .error }.prefix(mostShown - errors.count)
    let places = (errors + others).sorted()
    return places.map { text(findings[$0]) } + [
      "and \((findings.count - places.count).counted("more finding"))."
    ]
  }

  /// Nobody reads more.
  private static let mostShown = 20

  /// The same without its severity.
  package static func sentence(_ finding: Diagnostic, style: TextStyle = .plain) -> String {
    let remedy = finding.remedy.map { " \($0)" } ?? ""
    return style.shown("\(message(finding)) [\(finding.code.rawValue)]\(place(finding))\(remedy)")
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
