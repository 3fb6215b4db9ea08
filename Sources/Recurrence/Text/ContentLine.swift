/// Where lines end and where they are folded: RFC 5545, section 3.1.
package enum ContentLine {
  /// 2 for CRLF, 1 for LF or a lone CR.
  package static func endLength(_ bytes: Span<UInt8>, at index: Int) -> Int {
    bytes[index] == ASCII.carriageReturn && index + 1 < bytes.count && bytes[index + 1] == ASCII.lineFeed
      ? 2 : 1
  }

  /// Where a line goes on that is folded at `index`: behind the line end and one blank. `nil` where no line
  /// end is, or where the line ends with it.
  @inline(__always)
  package static func continuation(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    guard ASCII.isLineEnd(bytes[index]) else { return nil }
    let next = index + endLength(bytes, at: index)
    return next < bytes.count && ASCII.isBlank(bytes[next]) ? next + 1 : nil
  }
}
