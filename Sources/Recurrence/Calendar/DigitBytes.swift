extension [UInt8] {
  /// A number of at most two digits, of at most 99, as two.
  @inline(__always)
  package mutating func append(twoDigits value: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }

  /// A number in decimal.
  package mutating func append(decimal value: Int) {
    var text = String(value)
    text.withUTF8 { append(contentsOf: $0) }
  }
}
