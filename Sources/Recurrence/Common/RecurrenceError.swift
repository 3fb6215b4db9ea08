/// What is wrong with a recurrence, a zone or a limit, and where.
public struct RecurrenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A stable name of the fault; more may be added.
  public typealias Code = RecurrenceCode

  /// The kind of it, for programs to match.
  public let code: Code
  /// What is wrong, with the value, and what to do about it.
  public let message: String
  /// The place in the text, where a text was read.
  public let position: TextPosition?

  /// An instance from its parts.
  public init(_ code: Code, _ message: String, at position: TextPosition? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }

  /// The code, the place and the message.
  public var description: String {
    guard let position else { return "\(code.rawValue): \(message)" }
    return "\(code.rawValue) at line \(position.line), column \(position.column): \(message)"
  }
}
