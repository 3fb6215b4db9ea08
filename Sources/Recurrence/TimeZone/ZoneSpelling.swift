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
    if let letters = Self.edits(letters[...], other.letters[...], upTo: min(2, limit / 2)) {
      best = min(best, 2 * letters)
    }
    // A city counts only where it is long enough to tell.
    let (city, otherCity) = (letters[cityStart...], other.letters[other.cityStart...])
    if city.count >= 4, best > 1, let letters = Self.edits(city, otherCity, upTo: 1) {
      best = min(best, 2 * letters + 1)
    }
    return best <= limit ? best : nil
  }

  /// How many letters to insert, drop or exchange to make one word of the other; `nil` for more than `limit`.
  private static func edits(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, upTo limit: Int) -> Int? {
    guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
    if left == right { return 0 }
    guard limit > 0 else { return nil }
    var (left, right) = (left, right)
    while let first = left.first, first == right.first {
      (left, right) = (left.dropFirst(), right.dropFirst())
    }
    while let last = left.last, last == right.last { (left, right) = (left.dropLast(), right.dropLast()) }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    // The first letters differ: one of three edits comes next.
    let rest = [(left.dropFirst(), right), (left, right.dropFirst()), (left.dropFirst(), right.dropFirst())]
      .compactMap { edits($0, $1, upTo: limit - 1) }.min()
    return rest.map { $0 + 1 }
  }
}
