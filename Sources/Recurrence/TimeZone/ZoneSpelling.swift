/// The name of a zone, made ready to be compared with others.
struct ZoneSpelling: Sendable {
  let name: String
  /// In small letters.
  private let letters: [UInt8]
  /// Where its last part begins, most often a city.
  private let cityStart: Int

  init(_ name: String) {
    self.name = name
    letters = Array(name.lowercased().utf8)
    cityStart = letters.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
  }

  /// How far another name is from this one; `nil` where that is more than `limit`.
  ///
  /// Two for each letter of the whole name, up to two; one more for cities alone, which differ by one letter at most.
  func distance(from other: ZoneSpelling, upTo limit: Int) -> Int? {
    var best = limit + 1
    let (all, otherAll) = (letters.indices, other.letters.indices)
    if let letters = Self.edits(letters, all, other.letters, otherAll, upTo: min(2, limit / 2)) {
      best = min(best, 2 * letters)
    }
    // A city counts only where it is long enough to tell.
    let (city, otherCity) = (cityStart..<letters.count, other.cityStart..<other.letters.count)
    if city.count >= 4, best > 1,
      let letters = Self.edits(letters, city, other.letters, otherCity, upTo: 1)
    {
      best = min(best, 2 * letters + 1)
    }
    return best <= limit ? best : nil
  }

  /// How many letters to insert, drop or exchange to make one part of a word of another; `nil` for more than `limit`.
  ///
  /// Ranges and not slices, which would be counted for each of all names.
  private static func edits(
    _ left: [UInt8], _ leftPart: Range<Int>, _ right: [UInt8], _ rightPart: Range<Int>, upTo limit: Int
  ) -> Int? {
    guard limit >= 0, abs(leftPart.count - rightPart.count) <= limit else { return nil }
    var (low, otherLow) = (leftPart.lowerBound, rightPart.lowerBound)
    var (high, otherHigh) = (leftPart.upperBound, rightPart.upperBound)
    while low < high, otherLow < otherHigh, left[low] == right[otherLow] {
      (low, otherLow) = (low + 1, otherLow + 1)
    }
    while low < high, otherLow < otherHigh, left[high - 1] == right[otherHigh - 1] {
      (high, otherHigh) = (high - 1, otherHigh - 1)
    }
    if low == high || otherLow == otherHigh { return max(high - low, otherHigh - otherLow) }
    guard limit > 0 else { return nil }
    // The first letters differ: one of three edits comes next.
    let dropped = edits(left, low + 1..<high, right, otherLow..<otherHigh, upTo: limit - 1)
    let inserted = edits(left, low..<high, right, otherLow + 1..<otherHigh, upTo: limit - 1)
    let exchanged = edits(left, low + 1..<high, right, otherLow + 1..<otherHigh, upTo: limit - 1)
    let least = min(dropped ?? .max, inserted ?? .max, exchanged ?? .max)
    return least < .max ? least + 1 : nil
  }
}
