public import Recurrence

/// One finding about an input: how bad it is, what it is, where it stands and what to do.
public struct Diagnostic: Hashable, Sendable {
  /// How much a finding weighs.
  public enum Severity: String, CaseIterable, Hashable, Comparable, Codable, Sendable {
    /// Worth knowing; nothing needs to be done.
    case note
    /// Probably not what was meant; the work goes on.
    case warning
    /// The work can't go on.
    case error

    private var weight: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }

    /// A note weighs less than a warning, a warning less than an error.
    public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }
  }

  /// A stable name of a finding; more may be added.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name in camel case, as it stands in JSON.
    public let rawValue: String

    /// The code of that name, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// How much it weighs.
  public let severity: Severity
  /// What it is, to match.
  public let code: Code
  /// The field it is about (`rrule`, `startTime`), as the API spells it.
  public let field: String?
  /// The place in the field's text, or in the whole document where `field` is `nil`.
  public let position: TextPosition?
  /// One sentence with the value and what is wrong with it.
  public let message: String
  /// What to do about it.
  public let remedy: String?

  /// A finding; `field` and `position` tell its place where there is one.
  public init(
    _ severity: Severity, _ code: Code, _ message: String, field: String? = nil,
    at position: TextPosition? = nil, remedy: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.field = field
    self.position = position
    self.remedy = remedy
  }

  /// The same finding with another weight.
  public func with(severity: Severity) -> Diagnostic {
    Diagnostic(severity, code, message, field: field, at: position, remedy: remedy)
  }

  /// The same finding about another field.
  public func with(field: String?) -> Diagnostic {
    Diagnostic(severity, code, message, field: field, at: position, remedy: remedy)
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `error endNotAfterStart in endTime: The end … is not after the start ….`
  public var description: String {
    var place = ""
    if let field { place += " in \(field)" }
    if let position { place += " at line \(position.line), column \(position.column)" }
    let advice = remedy.map { " \($0)" } ?? ""
    return "\(severity.rawValue) \(code.rawValue)\(place): \(message)\(advice)"
  }
}

extension Diagnostic.Code: Codable {
  /// Reads the bare name.
  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the bare name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension Diagnostic.Code {
  /// Lets a `catch` match by code: `catch Diagnostic.Code.timeWithoutOffset`.
  public static func ~= (code: Self, error: any Error) -> Bool {
    (error as? ValidationFailure)?.code == code
  }
}
