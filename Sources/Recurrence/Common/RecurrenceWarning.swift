/// Something worth knowing about a recurrence that was read or expanded all the same.
public struct RecurrenceWarning: Hashable, Sendable {
  /// A stable name of the warning; more may be added.
  public typealias Code = RecurrenceCode

  /// The kind of it, for programs to match.
  public let code: Code
  /// What was found and how it was read.
  public let message: String
  /// The place in the text, where a text was read.
  public let position: TextPosition?

  /// An instance from its parts.
  public init(_ code: Code, _ message: String, at position: TextPosition? = nil) {
    self.code = code
    self.message = message
    self.position = position
  }
}
