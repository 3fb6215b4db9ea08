/// Why an input was refused: every finding, the errors among them, not just the first.
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

  /// The findings that are errors.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
}

extension ValidationFailure: CustomStringConvertible {
  /// The findings, one a line.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
