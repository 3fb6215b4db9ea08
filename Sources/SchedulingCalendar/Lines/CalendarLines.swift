internal import Recurrence

/// The content lines of an iCalendar file, unfolded: RFC 5545, section 3.1.
struct CalendarLines {
  struct Line {
    /// In UTF-8, whatever the file is in.
    let bytes: ArraySlice<UInt8>
    /// The line it begins on, from 1.
    let number: Int
    let isUTF8: Bool

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private let bytes: [UInt8]
  private var index = 0
  private var number = 1

  init(_ bytes: [UInt8]) {
    var bytes = bytes
    // Programs of Windows may write UTF-16 behind its mark.
    for (mark, high) in [([0xFE, 0xFF] as [UInt8], 0), ([0xFF, 0xFE], 1)] where bytes.starts(with: mark) {
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high])
      }
      bytes = Array(String(decoding: units, as: UTF16.self).utf8)
      break
    }
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// Passes a line with a name and a value; returns whether it did.
  ///
  /// - Parameter isPassed: Whether the line of that name is of no interest.
  mutating func pass(where isPassed: (ArraySlice<UInt8>) -> Bool) -> Bool {
    var end = index
    while end < bytes.count, bytes[end].isNameByte { end += 1 }
    guard end > index, end < bytes.count, bytes[end] == ASCII.colon || bytes[end] == ASCII.semicolon,
      isPassed(bytes[index..<end])
    else { return false }
    var hasValue = false
    var isQuoted = false
    var lines = 0
    while end < bytes.count {
      if ASCII.isLineEnd(bytes[end]) {
        lines += 1
        guard let next = ContentLine.continuation(bytes.span, at: end) else {
          end += ContentLine.endLength(bytes.span, at: end)
          break
        }
        end = next
        continue
      }
      if bytes[end] == ASCII.quote { isQuoted.toggle() }
      if bytes[end] == ASCII.colon, !isQuoted { hasValue = true }
      end += 1
    }
    // What is no property is somebody else's to report.
    guard hasValue else { return false }
    index = end
    number += lines
    return true
  }

  /// The next line that is not blank.
  mutating func next() -> Line? {
    while index < bytes.count {
      let start = number
      // A fold may stand inside a character, so that lines are joined before they are decoded.
      let content = unfolded()
      if content.allSatisfy(ASCII.isBlank) { continue }
      if content.isUTF8WithoutNull { return Line(bytes: content, number: start, isUTF8: true) }
      var latin: [UInt8] = []
      latin.reserveCapacity(content.count * 2)
      for byte in content {
        switch byte {
        case 0: latin.append(ASCII.space)
        case ..<0x80: latin.append(byte)
        default: latin += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
        }
      }
      return Line(bytes: latin[...], number: start, isUTF8: false)
    }
    return nil
  }

  /// The next line's bytes, without its folds; moves past it.
  private mutating func unfolded() -> ArraySlice<UInt8> {
    var content: [UInt8] = []
    while true {
      let start = index
      while index < bytes.count, !ASCII.isLineEnd(bytes[index]) { index += 1 }
      let piece = bytes[start..<index]
      let isLast = index == bytes.count
      if !isLast { number += 1 }
      if !isLast, let next = ContentLine.continuation(bytes.span, at: index) {
        content += piece
        index = next
        continue
      }
      if !isLast { index += ContentLine.endLength(bytes.span, at: index) }
      // Most lines are not folded, and need no copy.
      if content.isEmpty { return piece }
      return content[...] + piece
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var isUTF8WithoutNull: Bool {
    // Most lines are ASCII, which needs no decoding.
    if allSatisfy({ 1..<0x80 ~= $0 }) { return true }
    return !contains(0) && String(validating: self, as: UTF8.self) != nil
  }
}
