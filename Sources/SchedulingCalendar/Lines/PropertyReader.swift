internal import Recurrence

/// Reads content lines as properties. Those that say the same as the ones before share their texts, so that a file
/// whose events are alike takes no memory for each.
struct PropertyReader {
  /// Whether blanks stand around the separators of the property that was read last.
  private(set) var isSpaced = false
  /// The last parameters, and the bytes they were read from: from the first semicolon up to the colon.
  private var parameters: (bytes: [UInt8], list: [CalendarProperty.Parameter]) = ([], [])
  /// The last value of each known property that is too long to stand in a `String` itself.
  private var values = [String](repeating: "", count: KnownProperties.count)

  /// Reads a content line; `nil` where it is none. Of its parameters it keeps those that mean something here.
  mutating func property(_ line: CalendarLines.Line) -> CalendarProperty? {
    line.bytes.withUnsafeBytes { property($0, number: line.number) }
  }

  private mutating func property(_ bytes: UnsafeRawBufferPointer, number: Int) -> CalendarProperty? {
    isSpaced = false
    var cursor = Cursor(bytes: bytes)
    guard let name = cursor.skipName() else { return nil }
    guard let kept = readParameters(&cursor) else { return nil }
    guard cursor.byte == ASCII.colon else { return nil }
    return CalendarProperty(
      Self.capitals(bytes[name]), kept, value: value(bytes[(cursor.index + 1)...], of: bytes[name]),
      line: number, valueColumn: bytes[0...cursor.index].count { $0 & 0xC0 != 0x80 } + 1)
  }

  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var index = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// `nil` at the end.
    var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipName() -> Range<Int>? {
      let start = index
      while index < bytes.count, bytes[index].isNameByte { index += 1 }
      return index > start ? start..<index : nil
    }

    /// Some programs write blanks before the colon; returns whether there are any.
    mutating func skipBlanks() -> Bool {
      let start = index
      while byte == ASCII.space { index += 1 }
      return index > start
    }
  }

  /// `nil` where they are none.
  private mutating func readParameters(_ cursor: inout Cursor) -> [CalendarProperty.Parameter]? {
    let bytes = cursor.bytes
    if cursor.skipBlanks() { isSpaced = true }
    let start = cursor.index
    guard cursor.byte == ASCII.semicolon else { return [] }
    let known = parameters.bytes
    if start + known.count < bytes.count, bytes[start + known.count] == ASCII.colon,
      bytes[start..<start + known.count].elementsEqual(known)
    {
      cursor.index += known.count
      return parameters.list
    }
    var kept: [CalendarProperty.Parameter] = []
    while cursor.byte == ASCII.semicolon {
      cursor.index += 1
      if cursor.skipBlanks() { isSpaced = true }
      guard let name = cursor.skipName(), cursor.byte == ASCII.equals else { return nil }
      cursor.index += 1
      let start = cursor.index
      var isQuoted = false
      while let byte = cursor.byte, isQuoted || (byte != ASCII.semicolon && byte != ASCII.colon) {
        if byte == ASCII.quote { isQuoted.toggle() }
        cursor.index += 1
      }
      guard name.count <= Self.longestParameter else { continue }
      let known = Self.capitals(bytes[name])
      if Self.keptParameters.contains(known), !kept.contains(where: { $0.name == known }) {
        let value = bytes[start..<cursor.index].filter { $0 != ASCII.quote }
        kept.append(CalendarProperty.Parameter(known, String(decoding: value, as: UTF8.self)))
      }
    }
    if !isSpaced { parameters = (Array(bytes[start..<cursor.index]), kept) }
    return kept
  }

  private mutating func value(_ bytes: Slice<UnsafeRawBufferPointer>, of name: Slice<UnsafeRawBufferPointer>)
    -> String
  {
    guard bytes.count > Self.longestInline, let number = KnownProperties.number(of: name) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    if values[number].utf8.count == bytes.count, values[number].utf8.elementsEqual(bytes) {
      return values[number]
    }
    let value = String(decoding: bytes, as: UTF8.self)
    values[number] = value
    return value
  }

  private static func capitals(_ name: Slice<UnsafeRawBufferPointer>) -> String {
    let text = String(decoding: name, as: UTF8.self)
    return name.contains { $0 >= UInt8(ascii: "a") } ? text.uppercased() : text
  }

  /// So many bytes a `String` holds without memory of its own.
  private static let longestInline = 15
  private static let keptParameters = ["TZID", "VALUE", "RANGE"]
  private static let longestParameter = 5
}

extension UInt8 {
  /// Whether it may stand in the name of a property or a parameter.
  var isNameByte: Bool {
    (65...90).contains(self) || (97...122).contains(self) || (48...57).contains(self) || self == ASCII.minus
  }
}
