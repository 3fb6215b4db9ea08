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
    let bytes = Array(text.utf8.prefix(10))
    var index = 0
    let offset = seconds(bytes, at: &index)
    return index == bytes.count ? offset : nil
  }

  /// The same of the bytes at `index`, moving past it as far as it is written; `nil`, and nothing moves, where
  /// none begins there.
  package static func seconds(_ bytes: [UInt8], at index: inout Int) -> Int? {
    guard index < bytes.count, bytes[index] == ASCII.plus || bytes[index] == ASCII.minus else { return nil }
    let isNegative = bytes[index] == ASCII.minus
    func pair(_ place: Int) -> Int? {
      guard place + 1 < bytes.count, bytes[place].isDigit, bytes[place + 1].isDigit else { return nil }
      return Int(bytes[place] - ASCII.zero) * 10 + Int(bytes[place + 1] - ASCII.zero)
    }
    guard let hours = pair(index + 1) else { return nil }
    var size = hours * 3600
    var place = index + 3
    let separator = place < bytes.count && bytes[place] == ASCII.colon ? 1 : 0
    for unit in [60, 1] {
      guard separator == 0 || place < bytes.count && bytes[place] == ASCII.colon,
        let value = pair(place + separator), value < 60
      else { break }
      size += value * unit
      place += separator + 2
    }
    // `+05:60` and `+053` are none.
    if place < bytes.count, bytes[place].isDigit || bytes[place] == ASCII.colon { return nil }
    index = place
    return isNegative ? -size : size
  }
}
