internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// Why the command gives up: what people read on standard error, and the exit code.
struct CommandFailure: Error {
  let status: ExitStatus
  /// One sentence or more, without a newline at its end.
  let message: String
  /// The text at fault and the place in it, to be shown with a caret.
  let excerpt: Excerpt?

  init(_ status: ExitStatus, _ message: String, excerpt: Excerpt? = nil) {
    self.status = status
    self.message = message
    self.excerpt = excerpt
  }

  /// One finding that stops the work: an input is wrong.
  init(_ error: Diagnostic, in text: String? = nil) {
    self.status = .data
    self.message = Self.sentence(error)
    self.excerpt = text.flatMap { text in error.position.map { Excerpt(text: text, position: $0) } }
  }

  /// A fault of a recurrence, shown in the text it stands in.
  init(_ error: RecurrenceError, in text: String? = nil) {
    // The input is fine where it is the engines that can't agree.
    self.status = error.code == .enginesDiffer || error.code == .limitReached ? .findings : .data
    let place = error.position.map { " (line \($0.line), column \($0.column))" } ?? ""
    self.message = "\(error.message) [\(error.code.rawValue)]\(place)"
    self.excerpt = text.flatMap { text in error.position.map { Excerpt(text: text, position: $0) } }
  }

  /// What a finding says, its code, its place and the remedy.
  static func sentence(_ finding: Diagnostic) -> String { FindingText.sentence(finding) }

  /// What goes to standard error, newlines included.
  func text(style: TextStyle) -> String {
    var text = "\(style.error("series:")) \(message)\n"
    if let excerpt { text += excerpt.text(style: style) }
    return text
  }
}
