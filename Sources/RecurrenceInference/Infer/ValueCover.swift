internal import Recurrence

/// Lists of values for a part, the shortest first, such that every demand is met by one of them.
///
/// A demand is the values that name one day: from the front or from the end, or as a weekday with or
/// without an ordinal. Groups of demands that share no value are solved separately.
struct ValueCover {
  /// A list and the characters it takes, commas included.
  struct List: Hashable {
    let values: [Int]
    let length: Int

    func precedes(_ other: List) -> Bool {
      length != other.length ? length < other.length : values.lexicographicallyPrecedes(other.values)
    }
  }

  private let demands: [[Int]]
  private let lengths: [Int: Int]
  private let most: Int
  private var found: [List] = []
  private var seen: Set<[Int]> = []
  /// How many more lists may be extended in a group of demands; bounds the search. A choice.
  private var stepsLeft = 500

  /// - Parameters:
  ///   - demands: Each with at least one value, else there is no list.
  ///   - most: How many lists are wanted.
  static func lists(_ demands: some Sequence<[Int]>, most: Int, length: (Int) -> Int) -> [List] {
    let unique = Set(demands)
    guard !unique.isEmpty, unique.allSatisfy({ !$0.isEmpty }) else { return [] }
    var lengths: [Int: Int] = [:]
    for value in unique.joined() where lengths[value] == nil { lengths[value] = length(value) }
    // The groups' lists are joined: the shortest of each group first, then those in which one group takes
    // its next list instead.
    var whole: [List] = []
    for group in groups(unique) {
      var search = ValueCover(demands: group, lengths: lengths, most: most)
      search.extend([], length: -1, from: 0)
      let lists = search.found
      guard let best = lists.first else { return [] }
      guard let first = whole.first else {
        whole = lists
        continue
      }
      whole = whole.map { joined($0, best) } + lists.dropFirst().map { joined(first, $0) }
      whole.sort { $0.precedes($1) }
      whole.removeLast(max(0, whole.count - most))
    }
    return whole
  }

  private static func joined(_ left: List, _ right: List) -> List {
    List(values: (left.values + right.values).sorted(), length: left.length + 1 + right.length)
  }

  /// The demands in groups that have no value in common, each group and all of them in a fixed order.
  static func groups(_ demands: Set<[Int]>) -> [[[Int]]] {
    var groups: [(values: Set<Int>, demands: [[Int]])] = []
    for demand in demands {
      var merged = (values: Set(demand), demands: [demand])
      groups.removeAll { group in
        guard !group.values.isDisjoint(with: demand) else { return false }
        merged.values.formUnion(group.values)
        merged.demands += group.demands
        return true
      }
      groups.append(merged)
    }
    return groups.map { group in
      // Demands with the fewest values come first.
      group.demands.sorted {
        $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1)
      }
    }
    .sorted { $0[0].lexicographicallyPrecedes($1[0]) }
  }

  private init(demands: [[Int]], lengths: [Int: Int], most: Int) {
    self.demands = demands
    self.lengths = lengths
    self.most = most
    // These lists are there even if the search runs out of steps.
    for place in 0..<(demands.map(\.count).max() ?? 0) {
      keep(demands.map { $0[min(place, $0.count - 1)] })
    }
  }

  private mutating func extend(_ values: [Int], length: Int, from place: Int) {
    stepsLeft -= 1
    guard stepsLeft > 0 else { return }
    if found.count == most, let worst = found.last, length > worst.length { return }
    var place = place
    while place < demands.count, demands[place].contains(where: { values.contains($0) }) { place += 1 }
    guard place < demands.count else { return keep(values) }
    for value in demands[place].sorted(by: { (lengths[$0] ?? 0) < (lengths[$1] ?? 0) }) {
      extend(values + [value], length: length + 1 + (lengths[value] ?? 0), from: place + 1)
    }
  }

  private mutating func keep(_ values: [Int]) {
    let list = Set(values).sorted()
    guard seen.insert(list).inserted else { return }
    let length = list.reduce(list.count - 1) { $0 + (lengths[$1] ?? 0) }
    found.append(List(values: list, length: length))
    found.sort { $0.precedes($1) }
    if found.count > most { found.removeLast() }
  }
}

extension Int {
  /// How many characters the number takes.
  var textLength: Int {
    var length = self < 0 ? 2 : 1
    var rest = magnitude / 10
    while rest > 0 {
      length += 1
      rest /= 10
    }
    return length
  }
}
