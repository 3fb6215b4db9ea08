/// Where something stands in a text that was read.
public struct TextPosition: Hashable, Codable, Sendable {
  /// UTF-8 bytes before it in the whole text.
  public let offset: Int
  /// Its line, from 1.
  public let line: Int
  /// Its column in that line, in characters (Unicode scalars), from 1.
  public let column: Int

  /// A place, from its offset, line and column.
  public init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }
}
