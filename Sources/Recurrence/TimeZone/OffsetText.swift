/// Offsets from UTC as texts write them.
package enum OffsetText {
  /// `+05:30`, or `+0530` with an empty separator; with seconds only where there are any.
  package static func text(_ offsetSeconds: Int, separator: String = ":") -> String {
    let size = abs(offsetSeconds)
    var bytes: [UInt8] = [UInt8(ascii: offsetSeconds < 0 ? "-" : "+")]
    bytes.append(twoDigits: size / 3600)
    bytes.append(contentsOf: separator.utf8)
    bytes.append(twoDigits: size / 60 % 60)
    if !size.isMultiple(of: 60) {
      bytes.append(contentsOf: separator.utf8)
      bytes.append(twoDigits: size % 60)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The offset that `+hh`, `+hhmm`, `+hh:mm` or one of the last two with seconds writes, less than 100
  /// hours; `nil` for any other text.
  package static func seconds(_ text: String) -> Int? {
    let bytes = text.utf8
    guard bytes.count <= 9, let sign = bytes.first, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(sign)
    else { return nil }
    let digits = bytes.filter { (48...57).contains($0) }.map { Int($0) - 48 }
    guard digits.count >= 2, digits.count.isMultiple(of: 2) else { return nil }
    let pairs = stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
    let separator = bytes.contains(UInt8(ascii: ":")) ? ":" : ""
    let written = pairs.map { padded($0, 2) }.joined(separator: separator)
    guard written.utf8.elementsEqual(bytes.dropFirst()), pairs.dropFirst().allSatisfy({ $0 < 60 }) else {
      return nil
    }
    let size = zip(pairs, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    return sign == UInt8(ascii: "-") ? -size : size
  }
}
