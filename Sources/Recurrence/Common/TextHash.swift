/// A hash of bytes, eight at a time: for tables whose entries are compared, or may be missed.
struct TextHash {
  private(set) var value: UInt64

  @inline(__always)
  init(seed: UInt64) { value = seed }

  /// - Parameter bits: Those of each eight bytes that count.
  @inline(__always)
  mutating func combine(_ text: Span<UInt8>, bits: UInt64 = .max) {
    let count = text.count
    combine(UInt64(truncatingIfNeeded: count))
    guard count >= 8 else {
      var rest: UInt64 = 0
      for index in 0..<count { rest = rest << 8 | UInt64(text[index]) }
      return combine(rest & bits)
    }
    var index = 0
    while index &+ 8 < count {
      combine(text.word(at: index) & bits)
      index &+= 8
    }
    // The last word may overlap the one before it.
    combine(text.word(at: count &- 8) & bits)
  }

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    let product = (value ^ word) &* 0x9e37_79b9_7f4a_7c15
    value = product ^ product >> 32
  }
}

extension Span<UInt8> {
  @inline(__always)
  fileprivate func word(at index: Int) -> UInt64 {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  /// Whether both hold the same bytes.
  @inline(__always)
  func hasSameBytes(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard count >= 8 else { return indices.allSatisfy { self[$0] == other[$0] } }
    var index = 0
    while index &+ 8 < count {
      guard word(at: index) == other.word(at: index) else { return false }
      index &+= 8
    }
    return word(at: count &- 8) == other.word(at: count &- 8)
  }
}
