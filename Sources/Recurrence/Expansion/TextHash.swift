/// A hash of bytes, eight at a time: for tables whose entries are compared, or may be missed.
struct TextHash {
  private(set) var value: UInt64

  @inline(__always)
  init(seed: UInt64) { value = seed }

  @inline(__always)
  mutating func combine(_ text: Span<UInt8>) {
    let bytes = text.bytes
    var index = 0
    while index &+ 8 <= bytes.byteCount {
      combine(bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    var rest = UInt64(truncatingIfNeeded: bytes.byteCount)
    while index < bytes.byteCount {
      rest = rest << 8 | UInt64(text[index])
      index &+= 1
    }
    combine(rest)
  }

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    let product = (value ^ word) &* 0x9e37_79b9_7f4a_7c15
    value = product ^ product >> 32
  }
}
