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
  /// The values of each demand with their characters, those with the fewest first.
  private let ordered: [[(value: Int, length: Int)]]
  private let most: Int
  /// The work done, in steps of about a nanosecond.
  private var spent = 0
  private var found: [List] = []
  /// How many more lists may be extended in a group of demands; bounds the search. A choice.
  private var stepsLeft = 500

  /// - Parameters:
  ///   - demands: Each with at least one value, else there is no list.
  ///   - most: How many lists are wanted.
  ///   - budget: What the search takes is taken from it.
  static func lists(
    _ demands: some Sequence<[Int]>, most: Int, budget: SearchBudget? = nil, length: (Int) -> Int
  ) -> [List] {
    let unique = Set(demands)
    var spent = 500 + 400 * unique.count
    defer { budget?.spend(spent) }
    guard !unique.isEmpty, unique.allSatisfy({ !$0.isEmpty }) else { return [] }
    var lengths: [Int: Int] = [:]
    for value in unique.joined() where lengths[value] == nil { lengths[value] = length(value) }
    // The groups' lists are joined: the shortest of each group first, then those in which one group takes
    // its next list instead.
    var whole: [List] = []
    for group in groups(unique) {
      let search =
        group.count > 1
        ? ValueCover(demands: group, lengths: lengths, most: most)
        : ValueCover(demand: group[0], lengths: lengths, most: most)
      spent += search.spent + 4 * whole.reduce(0) { $0 + $1.values.count }
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
    var values: [Int] = []
    values.reserveCapacity(left.values.count + right.values.count)
    var rest = right.values[...]
    for value in left.values {
      while let next = rest.first, next < value {
        values.append(next)
        rest.removeFirst()
      }
      values.append(value)
    }
    return List(values: values + rest, length: left.length + 1 + right.length)
  }

  /// The demands in groups that have no value in common, each group and all of them in a fixed order.
  static func groups(_ demands: Set<[Int]>) -> [[[Int]]] {
    guard demands.count > 1 else { return [Array(demands)] }
    // Each value leads to another of its group, or to itself.
    var links: [Int: Int] = [:]
    func last(_ value: Int) -> Int {
      var value = value
      while let next = links[value], next != value { value = next }
      return value
    }
    for demand in demands where demand.count > 1 {
      let first = last(demand[0])
      for value in demand { links[last(value)] = first }
    }
    let groups = Dictionary(grouping: demands) { last($0[0]) }.values
    return groups.map { group in
      // Demands with the fewest values come first.
      group.sorted {
        $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1)
      }
    }
    .sorted { $0[0].lexicographicallyPrecedes($1[0]) }
  }

  private init(demands: [[Int]], lengths: [Int: Int], most: Int) {
    self.demands = demands
    ordered = demands.map { demand in
      demand.map { ($0, lengths[$0] ?? 0) }.sorted { $0.length < $1.length }
    }
    self.most = most
    // These lists are there even if the search runs out of steps.
    for place in 0..<(demands.map(\.count).max() ?? 0) {
      let values = Set(demands.lazy.map { $0[min(place, $0.count - 1)] })
      spent += 60 * (demands.count - values.count)
      keep(Array(values), length: values.reduce(values.count - 1) { $0 + (lengths[$1] ?? 0) })
    }
    var values: [Int] = []
    extend(&values, length: -1, from: 0)
  }

  /// One demand, which each of its values meets.
  private init(demand: [Int], lengths: [Int: Int], most: Int) {
    (demands, ordered, self.most) = ([demand], [], most)
    let lists = demand.map { List(values: [$0], length: lengths[$0] ?? 0) }.sorted { $0.precedes($1) }
    found = Array(lists.prefix(most))
    let worst = lists.count < most ? Int.max : found.last?.length ?? 0
    spent = 100 + 260 * lists.count + 364 * lists.count { $0.length <= worst }
  }

  private mutating func extend(_ values: inout [Int], length: Int, from place: Int) {
    stepsLeft -= 1
    guard stepsLeft > 0 else { return }
    if found.count == most, let worst = found.last, length > worst.length { return }
    var place = place
    spent += 100 + values.count
    while place < demands.count, demands[place].contains(where: { values.contains($0) }) {
      place += 1
      spent += 2 + values.count
    }
    guard place < demands.count else { return keep(values, length: length) }
    for (value, characters) in ordered[place] {
      values.append(value)
      extend(&values, length: length + 1 + characters, from: place + 1)
      values.removeLast()
    }
  }

  /// - Parameter values: Each once.
  private mutating func keep(_ values: [Int], length: Int) {
    spent += 200 + 60 * values.count
    if found.count == most, let worst = found.last, length > worst.length { return }
    let list = List(values: values.sorted(), length: length)
    let place = found.firstIndex { !$0.precedes(list) } ?? found.count
    guard place == found.count || found[place] != list else { return }
    found.insert(list, at: place)
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
