public import Recurrence

/// Why an input was refused: every finding, the errors among them, not just the first.
///
/// The one error that this module and those above it throw about their inputs. Where one finding is the whole
/// story, ``code``, ``field``, ``position``, ``message`` and ``remedy`` are its own.
public struct ValidationFailure: Error, Hashable, Sendable {
  /// The findings in the order they were made; at least one is an error.
  public let diagnostics: [Diagnostic]

  /// `nil` where no finding is an error: then nothing failed.
  public init?(_ diagnostics: [Diagnostic]) {
    guard diagnostics.contains(where: { $0.severity == .error }) else { return nil }
    self.diagnostics = diagnostics
  }

  /// A failure for one reason; whatever its severity was, it is an error now.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostics = [diagnostic.with(severity: .error)]
  }

  /// A failure for one reason; `field` and `position` tell its place where there is one.
  public init(
    _ code: Diagnostic.Code, _ message: String, field: String? = nil, at position: TextPosition? = nil,
    remedy: String? = nil
  ) {
    self.diagnostics = [Diagnostic(.error, code, message, field: field, at: position, remedy: remedy)]
  }

  /// A fault of a recurrence as a failure; the code keeps its name.
  public init(_ error: RecurrenceError, field: String? = "rrule") {
    self.diagnostics = [Diagnostic(error, field: field)]
  }

  /// The findings that are errors.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

  /// The first error.
  public var first: Diagnostic {
    // Each initialiser sees to it that one finding is an error.
    diagnostics.first { $0.severity == .error } ?? diagnostics[0]
  }

  /// The code of the first error.
  public var code: Diagnostic.Code { first.code }
  /// The field the first error is about.
  public var field: String? { first.field }
  /// The place of the first error.
  public var position: TextPosition? { first.position }
  /// What the first error says.
  public var message: String { first.message }
  /// What to do about the first error.
  public var remedy: String? { first.remedy }

  /// The same failure about another field.
  public func with(field: String?) -> ValidationFailure {
    ValidationFailure(unchecked: diagnostics.map { $0.with(field: field) })
  }

  /// Runs something that a recurrence may stop, and turns its error into a failure.
  static func of<Value>(_ work: () throws(RecurrenceError) -> Value) throws(ValidationFailure) -> Value {
    do {
      return try work()
    } catch {
      throw ValidationFailure(error)
    }
  }

  private init(unchecked diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension ValidationFailure: CustomStringConvertible {
  /// The findings, one a line.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
