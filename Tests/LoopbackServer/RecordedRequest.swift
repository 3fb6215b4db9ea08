/// A request as it came over the wire.
package struct RecordedRequest: Sendable {
  /// Everything that was read.
  package let bytes: [UInt8]
  /// The request line, without its line end.
  package let requestLine: String
  /// The header lines in the order in which they were sent.
  package let headers: [(name: String, value: String)]
  /// What follows the head; chunks are left as they are.
  package let body: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
    let headEnd = Self.headLength(of: bytes) ?? bytes.count
    let head = String(decoding: bytes[..<headEnd], as: UTF8.self)
    var lines = head.split(separator: "\r\n").makeIterator()
    requestLine = lines.next().map(String.init) ?? ""
    var headers: [(name: String, value: String)] = []
    while let line = lines.next() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers.append(
        (String(parts.first ?? ""), parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""))
    }
    self.headers = headers
    body = Array(bytes[headEnd...])
  }

  /// The body as text.
  package var bodyText: String { String(decoding: body, as: UTF8.self) }

  /// All values of a header, its name compared without regard to case.
  package func values(of name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  /// The length of head and body together, or nil while the head is incomplete or the last chunk is missing.
  static func completeLength(of bytes: [UInt8]) -> Int? {
    guard let headLength = headLength(of: bytes) else { return nil }
    let request = RecordedRequest(bytes: Array(bytes[..<headLength]))
    if request.values(of: "Transfer-Encoding").contains("chunked") {
      return bytes.suffix(5) == Array("0\r\n\r\n".utf8)[...] ? bytes.count : nil
    }
    return headLength + (request.values(of: "Content-Length").first.flatMap { Int($0) } ?? 0)
  }

  private static func headLength(of bytes: [UInt8]) -> Int? {
    let end = Array("\r\n\r\n".utf8)
    guard bytes.count >= end.count else { return nil }
    for start in 0...(bytes.count - end.count) where bytes[start..<(start + end.count)] == end[...] {
      return start + end.count
    }
    return nil
  }
}
