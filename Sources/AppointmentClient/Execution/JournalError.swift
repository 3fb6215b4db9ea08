/// Why a journal can't be read or written.
public struct JournalError: Error, Hashable, Sendable {
  /// What went wrong, to match; more may be added.
  public enum Code: String, Hashable, Sendable {
    /// There is no such file.
    case missing
    /// A journal is to be made where a file with content is.
    case exists
    /// Another process has it open.
    case locked
    /// A line in the middle is not what was written.
    case damaged
    /// The file holds no plan: nothing was sent by it.
    case empty
    /// The system refuses to read or write.
    case system
  }

  /// What went wrong, to match.
  public let code: Code
  /// What went wrong, in a sentence.
  public let message: String
  /// The line at fault, from 1, where there is one.
  public let line: Int?

  init(_ code: Code, _ message: String, line: Int? = nil) {
    self.code = code
    self.message = message
    self.line = line
  }
}

extension JournalError: CustomStringConvertible {
  /// The sentence.
  public var description: String { message }
}
