/// Takes a token out of bytes and texts that a server or a transport gave.
struct TokenRedactor: Sendable {
  static let mark = "[redacted]"

  private let token: [UInt8]

  init(token: String) {
    self.token = Array(token.utf8)
  }

  func redact(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let redacted = redact(bytes)
    return redacted == bytes ? text : String(decoding: redacted, as: UTF8.self)
  }

  /// The bytes with a mark for every spelling of the token: as it is, escaped as in JSON, percent-encoded.
  ///
  /// - Complexity: O(bytes × token) at worst; O(bytes) where few places begin like the token.
  func redact(_ bytes: [UInt8]) -> [UInt8] {
    guard !token.isEmpty else { return bytes }
    var redacted: [UInt8] = []
    redacted.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if let end = endOfToken(in: bytes, from: index) {
        redacted += TokenRedactor.mark.utf8
        index = end
      } else {
        redacted.append(bytes[index])
        index += 1
      }
    }
    return redacted
  }

  private func endOfToken(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    for byte in token {
      guard let length = lengthOfSpelling(of: byte, in: bytes, at: index) else { return nil }
      index += length
    }
    return index
  }

  /// `x`, `\x`, `%78` and `\u0078` all spell x.
  private func lengthOfSpelling(of byte: UInt8, in bytes: [UInt8], at index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] == byte { return 1 }
    func matches(_ prefix: String, _ length: Int) -> Bool {
      guard index + length <= bytes.count else { return false }
      let digits = String(decoding: bytes[(index + prefix.utf8.count)..<(index + length)], as: UTF8.self)
      return bytes[index...].starts(with: prefix.utf8) && UInt8(digits, radix: 16) == byte
    }
    switch bytes[index] {
    case UInt8(ascii: "\\"):
      if index + 1 < bytes.count, bytes[index + 1] == byte { return 2 }
      return matches("\\u00", 6) ? 6 : nil
    case UInt8(ascii: "%"):
      return matches("%", 3) ? 3 : nil
    default:
      return nil
    }
  }
}
