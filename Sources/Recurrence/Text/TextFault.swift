/// What a reader found wrong, by its byte in the stretch it was given.
///
/// Line and column are worked out from it only when the fault leaves the reader.
struct TextFault: Error {
  let code: RecurrenceError.Code
  let message: String
  var offset: Int

  @inline(never)
  init(_ code: RecurrenceError.Code, at offset: Int, _ message: String) {
    self.code = code
    self.message = message
    self.offset = offset
  }

  func shifted(by distance: Int) -> TextFault {
    TextFault(code, at: offset + distance, message)
  }

  func located(in bytes: Span<UInt8>) -> RecurrenceError {
    RecurrenceError(code, message, at: TextPosition(offset: offset, in: bytes))
  }
}

extension TextPosition {
  /// The place of a byte; CRLF, LF and a lone CR each end a line.
  init(offset: Int, in bytes: Span<UInt8>) {
    var places = TextPlaces()
    self = places.position(of: offset, in: bytes)
  }
}

/// The places of bytes of one text, found from one to the next.
struct TextPlaces {
  private var index = 0
  private var line = 1
  private var column = 1

  /// The place of a byte; CRLF, LF and a lone CR each end a line.
  ///
  /// - Complexity: O(n) in the bytes from the place asked for last; from the beginning for an earlier one.
  mutating func position(of offset: Int, in bytes: Span<UInt8>) -> TextPosition {
    let offset = min(max(offset, 0), bytes.count)
    if offset < index { self = TextPlaces() }
    while index < offset {
      let byte = bytes[index]
      index += 1
      let isCRLF = byte == ASCII.carriageReturn && index < bytes.count && bytes[index] == ASCII.lineFeed
      if byte == ASCII.lineFeed || (byte == ASCII.carriageReturn && !isCRLF) {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        // A continuation byte belongs to the scalar before it.
        column += 1
      }
    }
    return TextPosition(offset: offset, line: line, column: column)
  }
}

extension Span<UInt8> {
  /// The value at `offset` for a message: up to the next separator, shortened.
  func excerpt(at offset: Int) -> String {
    var end = offset
    var isCut = false
    while end < count {
      let byte = self[end]
      if byte == ASCII.semicolon || byte == ASCII.comma || ASCII.isLineEnd(byte) { break }
      if end - offset == 40 {
        isCut = true
        break
      }
      end += 1
    }
    return text(offset..<max(offset, end)) + (isCut ? "…" : "")
  }

  /// The bytes of a range as text.
  func text(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the bytes at `offset` are `word`, in whatever case; `word` is in capitals.
  func matches(_ word: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset + word.utf8CodeUnitCount <= count else { return false }
    return word.withUTF8Buffer { letters in
      for index in 0..<letters.count {
        let byte = self[offset + index]
        let upper = byte >= 0x61 && byte <= 0x7A ? byte - 32 : byte
        if upper != letters[index] { return false }
      }
      return true
    }
  }
}
