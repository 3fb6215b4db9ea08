/// What a text is once what only its carrier put there is gone: folds, quotation marks, the brackets of a list,
/// backslashes, and characters that look like a blank or a minus.
struct LooseText {
  private(set) var plain = MappedText()
  private(set) var notes: [TextReader.Warning] = []
  private let bytes: [UInt8]
  private var isInList = false
  private var isQuoted = false

  init(_ text: Span<UInt8>) {
    var copy: [UInt8] = []
    copy.reserveCapacity(text.count)
    for index in text.indices { copy.append(text[index]) }
    bytes = copy
    var (start, end) = (0, bytes.count)
    while start < end, Self.isSpace(bytes[start]) { start += 1 }
    while end > start, Self.isSpace(bytes[end - 1]) { end -= 1 }
    if end - start > 1 {
      let (first, last) = (bytes[start], bytes[end - 1])
      isInList = first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
      if isInList || first == last && [ASCII.quote, UInt8(ascii: "'")].contains(first) {
        let what = isInList ? "The brackets and quotation marks of a list" : "The quotation marks"
        note(.noiseIgnored, "\(what) around the text are left out.", start)
        (start, end) = (start + 1, end - 1)
      }
    }
    var index = start
    while index < end { index = read(index, end, text) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { ASCII.isBlank(byte) || ASCII.isLineEnd(byte) }

  private mutating func note(_ code: RecurrenceWarning.Code, _ message: String, _ offset: Int) {
    guard !notes.contains(where: { $0.message == message }) else { return }
    notes.append(TextReader.Warning(code: code, message: message, offset: offset))
  }

  /// Takes what stands at `index` over; returns what comes next.
  private mutating func read(_ index: Int, _ end: Int, _ text: Span<UInt8>) -> Int {
    if let next = TextLines.continuation(text, at: index) { return next }
    let byte = bytes[index]
    if isInList, let next = readListByte(byte, index) { return next }
    if byte == UInt8(ascii: "\\"), index + 1 < end { return readEscape(index) }
    guard byte >= 0x80 else {
      plain.append(byte, from: index)
      return index + 1
    }
    for (character, stands, name) in Self.lookalikes where bytes[index..<end].starts(with: character.utf8) {
      note(.textRespelled, "A character that looks like a \(name) is read as one.", index)
      plain.append(stands, for: index)
      return index + character.utf8.count
    }
    plain.append(byte, from: index)
    return index + 1
  }

  private static let lookalikes: [(String, String, String)] =
    [
      "\u{A0}", "\u{2002}", "\u{2003}", "\u{2007}", "\u{2009}", "\u{200B}", "\u{202F}", "\u{2060}",
      "\u{3000}", "\u{FEFF}",
    ]
    .map { ($0, " ", "blank") }
    + ["\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}"]
    .map { ($0, "-", "minus") }

  /// In `["RRULE:…", "EXDATE:…"]` each string is a line.
  private mutating func readListByte(_ byte: UInt8, _ index: Int) -> Int? {
    if byte == ASCII.quote {
      isQuoted.toggle()
      return index + 1
    }
    guard !isQuoted, byte == ASCII.comma else { return nil }
    plain.append("\n", for: index)
    return index + 1
  }

  /// `\n` is a line end, and other characters are meant as they are.
  private mutating func readEscape(_ index: Int) -> Int {
    note(.noiseIgnored, "A backslash is left out: RFC 5545 escapes nothing in a recurrence.", index)
    switch bytes[index + 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "r"): plain.append("\n", for: index)
    case ASCII.quote where isInList: break
    default: plain.append(bytes[index + 1], from: index + 1)
    }
    return index + 2
  }
}
