/// An answer that is not the one expected: nothing is timed after it.
public struct WrongAnswer: Error, CustomStringConvertible {
  /// Which answer, and what was expected.
  public let description: String

  /// An error that says this.
  public init(_ description: String) { self.description = description }
}
