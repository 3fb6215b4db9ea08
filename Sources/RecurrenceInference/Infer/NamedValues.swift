internal import Recurrence

/// The values of a part that name a wanted day, and which of them name each such day.
struct NamedValues {
  /// Some of the values, by their places among all.
  typealias Mask = SIMD4<UInt64>

  /// Ascending.
  let values: [Int]
  /// For each way in which wanted days are named, the values that do; in a fixed order.
  let demands: [Mask]

  /// `nil` where there are more values than a mask has bits.
  ///
  /// - Parameter named: The values that name a day, for each wanted day.
  init?(_ named: Set<[Int]>) {
    let values = Set(named.joined()).sorted()
    guard values.count <= 4 * 64 else { return nil }
    self.values = values
    var places: [Int: Int] = [:]
    for (place, value) in values.enumerated() { places[value] = place }
    demands = named.map { day in
      day.reduce(into: Mask()) { mask, value in
        if let place = places[value] { mask.insert(place) }
      }
    }
    .sorted { $0.precedes($1) }
  }
}

extension SIMD4<UInt64> {
  mutating func insert(_ place: Int) { self[place >> 6] |= 1 << UInt64(place & 63) }

  var isEmpty: Bool { self == Self() }

  var isSingle: Bool { indices.reduce(0) { $0 + self[$1].nonzeroBitCount } == 1 }

  /// The bits that are set, ascending.
  var places: [Int] { indices.flatMap { word in Bits(self[word]).map { word << 6 + $0 } } }

  /// Whether its places come first in the order of the alphabet.
  fileprivate func precedes(_ other: Self) -> Bool {
    for word in indices {
      let different = self[word] ^ other[word]
      guard different != 0 else { continue }
      let lowest = different & (0 &- different)
      // One has a place here; the other has a later one, or none, and then it is the beginning of the first.
      let isOwn = self[word] & lowest != 0
      let rest = isOwn ? other : self
      let goesOn = rest[word] & ~(lowest | (lowest - 1)) != 0 || (word + 1..<4).contains { rest[$0] != 0 }
      return isOwn == goesOn
    }
    return false
  }
}
