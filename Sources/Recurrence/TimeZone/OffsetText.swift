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
}
