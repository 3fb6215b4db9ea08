extension StringProtocol {
  /// Whether every character is white space.
  var isBlank: Bool {
    guard let first = utf8.first else { return true }
    return !first.isVisibleASCII && allSatisfy(\.isWhitespace)
  }

  /// Whether a character is white space.
  var hasBlanks: Bool { !utf8.allSatisfy(\.isVisibleASCII) && contains(where: \.isWhitespace) }

  /// Its characters but for white space.
  var withoutBlanks: String { hasBlanks ? String(filter { !$0.isWhitespace }) : String(self) }
}

extension UInt8 {
  /// Whether it is an ASCII character that is shown. Looking at each character of a text instead takes longer than all
  /// else that is done with it.
  var isVisibleASCII: Bool { 0x21..<0x7F ~= self }
}
