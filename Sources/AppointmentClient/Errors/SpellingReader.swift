/// A byte, and where it is spelled.
struct SpelledByte {
  let value: UInt8
  let place: Range<Int>

  init(_ value: UInt8, _ place: Range<Int>) {
    self.value = value
    self.place = place
  }
}

/// Reads bytes past the ways in which texts spell others: `\x`, `\u0078`, `%78`, `&#120;` and `&#x78;` are x, also
/// where the backslash or the percent sign is itself escaped; line breaks and the blanks after them are nothing.
struct SpellingReader {
  private let bytes: [UInt8]
  /// Whether `\\` spells a backslash, rather than the escape of an escape.
  private let keepsBackslashes: Bool
  private var index = 0
  private var isAfterBreak = false

  init(_ bytes: [UInt8], keepsBackslashes: Bool) {
    self.bytes = bytes
    self.keepsBackslashes = keepsBackslashes
  }

  /// Whether a byte can be part of a spelling that is not its own.
  static func isSpecial(_ byte: UInt8) -> Bool { byte < 0x20 || "\\%&".utf8.contains(byte) }

  func all() -> [SpelledByte] {
    var reader = self
    var spelled: [SpelledByte] = []
    spelled.reserveCapacity(bytes.count)
    while reader.index < bytes.count {
      let start = reader.index
      let value = reader.next()
      if value == 0x0A || value == 0x0D {
        reader.isAfterBreak = true
        continue
      }
      if reader.isAfterBreak, value == 0x20 || value == 0x09 { continue }
      reader.isAfterBreak = false
      spelled.append(SpelledByte(value, start..<reader.index))
    }
    return spelled
  }

  private mutating func next() -> UInt8 {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\\"): return escaped()
    case UInt8(ascii: "%"): return percentEncoded()
    case UInt8(ascii: "&"): return entity()
    default:
      index += 1
      return byte
    }
  }

  private mutating func escaped() -> UInt8 {
    let start = index
    while index < bytes.count, bytes[index] == UInt8(ascii: "\\") { index += 1 }
    let isEven = (index - start) % 2 == 0
    if keepsBackslashes, index - start > 1 {
      index = start + 2
      return UInt8(ascii: "\\")
    }
    guard index < bytes.count, !(keepsBackslashes && isEven) else { return UInt8(ascii: "\\") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "n"), UInt8(ascii: "r"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      guard let value = number(at: index, digits: 4, radix: 16) else { return byte }
      index += 4
      return UInt8(exactly: value) ?? 0xFF
    default: return byte
    }
  }

  private mutating func percentEncoded() -> UInt8 {
    var place = index + 1
    while number(at: place, digits: 2, radix: 16) == 0x25 { place += 2 }
    guard let value = number(at: place, digits: 2, radix: 16) else {
      index += 1
      return UInt8(ascii: "%")
    }
    index = place + 2
    return UInt8(value)
  }

  private mutating func entity() -> UInt8 {
    let rest = bytes[(index + 1)...].prefix(10)
    guard rest.first == UInt8(ascii: "#"), let end = rest.firstIndex(of: UInt8(ascii: ";")) else {
      index += 1
      return UInt8(ascii: "&")
    }
    let isHexadecimal = rest.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
    let start = index + (isHexadecimal ? 3 : 2)
    guard start < end, let value = number(at: start, digits: end - start, radix: isHexadecimal ? 16 : 10)
    else {
      index += 1
      return UInt8(ascii: "&")
    }
    index = end + 1
    return UInt8(exactly: value) ?? 0xFF
  }

  private func number(at start: Int, digits: Int, radix: Int) -> Int? {
    guard start + digits <= bytes.count else { return nil }
    let text = String(decoding: bytes[start..<(start + digits)], as: UTF8.self)
    return text.allSatisfy(\.isHexDigit) ? Int(text, radix: radix) : nil
  }
}
