/// A digest of texts and numbers that is the same in every process and on every machine: FNV-1a of 64 bits.
///
/// It tells what has changed from what has not; it is no guard against somebody who seeks an equal one.
package struct StableDigest {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  package mutating func combine(_ number: Int) {
    for shift in stride(from: 0, to: 64, by: 8) { combine(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  package mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
    // No text ends within another.
    combine(text.utf8.count)
  }

  private mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// The value in hexadecimal.
  package var text: String { String(value, radix: 16) }
}
