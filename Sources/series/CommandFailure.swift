internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// Why the command gives up: what people read on standard error, and the exit code.
struct CommandFailure: Error {
  let status: ExitStatus
  /// One sentence or more each, fit for a terminal, without newlines.
  private let lines: [String]
  /// The text at fault and the place in it, to be shown with a caret.
  private let excerpt: Excerpt?

  init(_ status: ExitStatus, _ message: String, excerpt: Excerpt? = nil) {
    self.status = status
    self.lines = [message.printable]
    self.excerpt = excerpt
  }

  /// What is wrong with an input, in a list.
  init(_ status: ExitStatus, _ message: String, listing findings: [Diagnostic]) {
    self.status = status
    self.lines = [message.printable] + FindingText.sentences(findings).map { "  " + $0 }
    self.excerpt = nil
  }

  /// What is wrong with an input, a line a finding; the first is shown in the text it stands in.
  init(_ failure: ValidationFailure, in text: String? = nil) {
    // The input is fine where it is the engines that can't agree.
    self.status = failure.isOfEngines ? .findings : .data
    self.lines = FindingText.sentences(failure.errors)
    self.excerpt = text.flatMap { text in
      failure.position.map { Excerpt(bytes: Array(text.utf8), position: $0) }
    }
  }

  /// A fault of a recurrence, shown in the text it stands in.
  init(_ error: RecurrenceError, in text: String? = nil) {
    self.init(ValidationFailure(error, field: nil), in: text)
  }

  /// What a failure says first, its code, its place and the remedy.
  static func sentence(_ failure: ValidationFailure) -> String { sentence(failure.first) }

  /// What a finding says, its code, its place and the remedy.
  static func sentence(_ finding: Diagnostic) -> String { FindingText.sentence(finding) }

  /// What goes to standard error, newlines included.
  func text(style: TextStyle) -> String {
    var text = "\(style.error("series:")) \(lines.joined(separator: "\n"))\n"
    if let excerpt { text += excerpt.text(style: style) }
    return text
  }
}

extension ValidationFailure {
  /// Whether nothing is wrong with the input: engines differ about it, or one could not get to its end.
  fileprivate var isOfEngines: Bool {
    [RecurrenceError.Code.enginesDiffer, .limitReached].contains { $0.rawValue == code.rawValue }
  }
}
