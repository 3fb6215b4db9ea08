/// Bytes that were made from others, and the way back to where each stood.
struct MappedText {
  private(set) var bytes: [UInt8] = []
  /// From `made` on, a byte stood at `original` plus its distance from `made`.
  private var jumps: [(made: Int, original: Int)] = []
  /// Where the byte stood that would need no jump.
  private var next = 0

  init() {}

  /// Joins folded lines: a line end and one blank vanish.
  init(unfolding text: Span<UInt8>) {
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if let next = TextLines.continuation(text, at: index) {
        index = next
        continue
      }
      append(text[index], from: index)
      index += 1
    }
  }

  mutating func append(_ byte: UInt8, from original: Int) {
    if original != next { jumps.append((bytes.count, original)) }
    bytes.append(byte)
    next = original + 1
  }

  /// Appends what stands for something else that began at `original`.
  mutating func append(_ text: String, for original: Int) {
    for byte in text.utf8 { append(byte, from: original) }
  }

  mutating func append(_ other: MappedText) {
    for (index, byte) in other.bytes.enumerated() { append(byte, from: other.original(index)) }
  }

  func original(_ offset: Int) -> Int {
    let place = jumps.indices.partitionPoint { jumps[$0].made > offset }
    guard place > 0 else { return offset }
    return jumps[place - 1].original + offset - jumps[place - 1].made
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
