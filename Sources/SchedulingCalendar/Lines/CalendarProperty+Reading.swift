internal import Recurrence

extension CalendarProperty {
  /// Reads a content line; `nil` where it is none. Of its parameters it keeps those that mean something here.
  init?(line: String, number: Int) {
    var line = line
    let property = line.withUTF8 { bytes in Self(UnsafeRawBufferPointer(bytes), number: number) }
    guard let property else { return nil }
    self = property
  }

  private init?(_ bytes: UnsafeRawBufferPointer, number: Int) {
    var index = 0
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func skipName() -> Range<Int>? {
      let start = index
      while index < bytes.count, bytes[index].isNameByte { index += 1 }
      return index > start ? start..<index : nil
    }
    guard let name = skipName() else { return nil }
    var parameters: [Parameter] = []
    // Some programs write blanks before the colon.
    var isSpaced = false
    func skipBlanks() {
      while index < bytes.count, bytes[index] == ASCII.space {
        index += 1
        isSpaced = true
      }
    }
    skipBlanks()
    while index < bytes.count, bytes[index] == ASCII.semicolon {
      index += 1
      skipBlanks()
      guard let name = skipName(), index < bytes.count, bytes[index] == ASCII.equals else { return nil }
      index += 1
      let start = index
      var isQuoted = false
      while index < bytes.count,
        isQuoted || (bytes[index] != ASCII.semicolon && bytes[index] != ASCII.colon)
      {
        if bytes[index] == ASCII.quote { isQuoted.toggle() }
        index += 1
      }
      guard name.count <= Self.longestParameter else { continue }
      let known = text(name).uppercased()
      if Self.keptParameters.contains(known), !parameters.contains(where: { $0.name == known }) {
        let value = bytes[start..<index].filter { $0 != ASCII.quote }
        parameters.append(Parameter(known, String(decoding: value, as: UTF8.self)))
      }
    }
    guard index < bytes.count, bytes[index] == ASCII.colon else { return nil }
    self.init(
      text(name).uppercased(), parameters, value: text(index + 1..<bytes.count), line: number,
      valueColumn: bytes[0...index].count { $0 & 0xC0 != 0x80 } + 1, isSpaced: isSpaced)
  }

  private static let keptParameters = ["TZID", "VALUE", "RANGE"]
  private static let longestParameter = 5
}

extension UInt8 {
  /// Whether it may stand in the name of a property or a parameter.
  var isNameByte: Bool {
    (65...90).contains(self) || (97...122).contains(self) || (48...57).contains(self) || self == ASCII.minus
  }
}
