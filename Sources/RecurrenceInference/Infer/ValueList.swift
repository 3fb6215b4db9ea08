internal import Recurrence

/// The list of one part as it grows, and the fewest characters that it will have in the end.
struct ValueList {
  private enum State: UInt8 { case free, chosen, excluded }

  /// The values of each wanted day, of which the list needs one.
  let demands: [[Int]]
  /// The fewest characters that a list can have, with the part's name.
  let shortest: Int
  private(set) var chosen: [Int] = []

  private let part: RulePart
  private let feature: DayUniverse.Feature
  /// Indexed by the value minus `least`.
  private var states = [State](repeating: .free, count: 1024)
  private var rows = [DayUniverse.Row?](repeating: nil, count: 1024)
  /// The group of each value, or -1: values are in one group if a chain of demands that share values links
  /// them.
  private var groups = [Int16](repeating: -1, count: 1024)
  /// For each group, the fewest characters that meet its demands, and the characters of its chosen values.
  private var lengths: [(least: Int, chosen: Int)] = []

  /// Less than any value: the largest are weekdays' ordinals in a year, up to 53, times 8, plus the weekday.
  private static let least = -512

  init(_ listed: PartSearch.ListedPart, _ demands: Set<[Int]>) {
    (part, feature) = (listed.part, listed.feature)
    var ordered: [[Int]] = []
    for group in ValueCover.groups(demands) {
      let list = ValueCover.lists(group, most: 1) { PartChoice.length(of: $0, in: listed.part) }.first
      for value in group.joined() { groups[value - Self.least] = Int16(lengths.count) }
      lengths.append((1 + (list?.length ?? 0), 0))
      ordered += group
    }
    self.demands = ordered
    shortest = 1 + listed.part.name.utf8.count + lengths.reduce(0) { $0 + $1.least }
  }

  func isFree(_ value: Int) -> Bool { states[value - Self.least] == .free }
  func isMet(_ demand: [Int]) -> Bool { demand.contains { states[$0 - Self.least] == .chosen } }
  mutating func exclude(_ value: Int) { states[value - Self.least] = .excluded }
  mutating func free(_ value: Int) { states[value - Self.least] = .free }

  private func length(of value: Int) -> Int { 1 + PartChoice.length(of: value, in: part) }

  /// What a value adds to the fewest characters that the list will have.
  func added(by value: Int) -> Int {
    let group = Int(groups[value - Self.least])
    guard group >= 0 else { return length(of: value) }
    let (least, chosen) = lengths[group]
    return max(least, chosen + length(of: value)) - max(least, chosen)
  }

  mutating func choose(_ value: Int) {
    states[value - Self.least] = .chosen
    chosen.append(value)
    let group = Int(groups[value - Self.least])
    if group >= 0 { lengths[group].chosen += length(of: value) }
  }

  /// Takes the last chosen value back.
  mutating func takeBack(_ value: Int) {
    states[value - Self.least] = .free
    chosen.removeLast()
    let group = Int(groups[value - Self.least])
    if group >= 0 { lengths[group].chosen -= length(of: value) }
  }

  /// The days that a value names.
  mutating func row(_ value: Int, _ universe: DayUniverse) -> DayUniverse.Row {
    if let known = rows[value - Self.least] { return known }
    let made = universe.row(feature, [value])
    rows[value - Self.least] = made
    return made
  }
}
