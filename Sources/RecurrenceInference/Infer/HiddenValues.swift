internal import Recurrence

/// Lists of values for the parts of a rule with BYSETPOS, of which some values are never chosen.
///
/// A position stands for a time of day on the day that has a given number of chosen days before it, or
/// after it, in its period. Values are added one by one: first for the days of the walls, then for days that
/// are missing before or after them. A value is rejected if some period then has too many days before or
/// after its walls, or if the lists become too long.
struct HiddenValues {
  typealias Row = DayUniverse.Row

  /// How BYSETPOS finds a period's walls: for each wall, how many of the period's days come before it or,
  /// counted from the end, after it.
  struct Pattern: Hashable {
    /// How many of the walls are counted from the front; the others are from the end.
    let fromFront: Int
    let days: [Int]
  }

  private struct Choice {
    let part: Int
    let value: Int
    /// What it adds to the fewest characters that the lists can have.
    let length: Int
  }

  private let parts: [PartSearch.ListedPart]
  private let grid: RuleGrid
  private let layout: PositionLayout
  /// The days that the start allows.
  private let base: Row
  /// The days that a value of a part names, part by part.
  private var named: [Row]
  private var lists: [ValueList]
  /// The fewest characters that the lists can have with the values let in, names included.
  private var length: Int

  private var pattern = Pattern(fromFront: 0, days: [])
  private var room = 0
  private(set) var triesLeft = 0
  private var stepsLeft = 0
  /// For each period the ways in which the positions can choose its walls.
  private var assignments: [[PositionLayout.Assignment]] = []
  /// How many days of its period come before and after each wall, of the days that every part names.
  private var before: ContiguousArray<Int32>
  private var after: ContiguousArray<Int32>
  /// How many days each period has, of the days that every part names.
  private var total: ContiguousArray<Int32>

  init(_ parts: [PartSearch.ListedPart], in base: Row, _ grid: RuleGrid, _ layout: PositionLayout) {
    (self.parts, self.base, self.grid, self.layout) = (parts, base, grid, layout)
    named = parts.map { _ in Row(repeating: 0, count: grid.universe.wordCount) }
    lists = parts.map { listed in
      ValueList(listed, Set(grid.places.lazy.map { grid.universe.values(of: listed.feature, at: $0) }))
    }
    length = lists.reduce(0) { $0 + $1.shortest }
    before = ContiguousArray(repeating: 0, count: layout.walls.count)
    after = before
    total = ContiguousArray(repeating: 0, count: layout.periods.count)
  }

  /// Looks for lists with a pattern.
  ///
  /// - Parameters:
  ///   - assignments: For each period the ways in which the pattern's positions can choose its walls.
  ///   - room: How many characters they may take, names included.
  ///   - tries: How many values may be let in.
  ///   - steps: What remains of the work of the search.
  ///   - isSolution: Judges lists: the characters that lists may take from then on, or `nil` where they
  ///     are wrong.
  mutating func run(
    _ pattern: Pattern, _ assignments: [[PositionLayout.Assignment]], room: Int, tries: Int,
    steps: inout Int, isSolution: ([[Int]]) -> Int?
  ) {
    (self.pattern, self.assignments, self.room) = (pattern, assignments, room)
    (triesLeft, stepsLeft) = (tries, steps)
    descend(isSolution)
    steps = stepsLeft
  }

  private var isOver: Bool { triesLeft <= 0 || stepsLeft <= 0 }

  // MARK: Walls

  /// Lets in a value for each wall's day: first where there is the least choice.
  private mutating func descend(_ isSolution: ([[Int]]) -> Int?) {
    guard !isOver else { return }
    var excluded: [Choice] = []
    defer { for choice in excluded { lists[choice.part].free(choice.value) } }
    var allowed: [Set<Int>] = parts.map { _ in [] }
    var least: [Choice]?
    search: for part in parts.indices {
      for demand in lists[part].demands where !lists[part].isMet(demand) {
        var choices: [Choice] = []
        for value in demand where lists[part].isFree(value) {
          let choice = choice(value, of: part)
          if allowed[part].contains(value) {
            choices.append(choice)
          } else if allows(choice) {
            allowed[part].insert(value)
            choices.append(choice)
          } else {
            lists[part].exclude(value)
            excluded.append(choice)
          }
        }
        if choices.isEmpty { return }
        if choices.count < least?.count ?? .max { least = choices }
        if choices.count == 1 { break search }
      }
    }
    guard let least else { return letInMissing(isSolution) }
    letInEach(least.sorted { $0.length < $1.length }) { $0.descend(isSolution) }
  }

  /// Lets in each of some values and looks further, one after the other.
  private mutating func letInEach(_ choices: [Choice], _ lookFurther: (inout Self) -> Void) {
    var excluded: [Choice] = []
    defer { for choice in excluded { lists[choice.part].free(choice.value) } }
    for choice in choices {
      guard !isOver else { return }
      if let added = letIn(choice) {
        lookFurther(&self)
        takeBack(choice, added)
      }
      // All lists with it have been looked at.
      lists[choice.part].exclude(choice.value)
      excluded.append(choice)
    }
  }

  private func choice(_ value: Int, of part: Int) -> Choice {
    Choice(part: part, value: value, length: lists[part].added(by: value))
  }

  // MARK: Missing days

  /// Lets in days before or after the wall that leaves the least choice, until none lacks any.
  private mutating func letInMissing(_ isSolution: ([[Int]]) -> Int?) {
    var open: [Row] = []
    for part in parts.indices { open.append(daysOpen(to: part)) }
    var lacking: [(size: Int, ranges: [Range<Int>])] = []
    for index in layout.periods.indices {
      guard let ranges = lackingRanges(index) else { continue }
      let size = ranges.reduce(0) { size, range in open.reduce(size) { $0 + $1.count(in: range) } }
      if size == 0 { return }
      lacking.append((size, ranges))
    }
    guard !lacking.isEmpty else {
      if let room = isSolution(lists.map { $0.chosen.sorted() }) { self.room = min(self.room, room) }
      return
    }
    lacking.sort { ($0.size, $0.ranges[0].lowerBound) < ($1.size, $1.ranges[0].lowerBound) }
    var least: [Choice]?
    for (_, ranges) in lacking.prefix(4) {
      let choices = missing(in: ranges, open)
      if choices.isEmpty { return }
      if choices.count < least?.count ?? .max { least = choices }
      if choices.count == 1 { break }
    }
    letInEach(least ?? []) { $0.letInMissing(isSolution) }
  }

  /// The values that can add to ranges of days, the shortest first.
  private mutating func missing(in ranges: [Range<Int>], _ open: [Row]) -> [Choice] {
    var found: [Choice] = []
    for part in parts.indices {
      var seen: Set<Int> = []
      for day in ranges.flatMap(open[part].places) {
        for value in grid.universe.values(of: parts[part].feature, at: day)
        where lists[part].isFree(value) && seen.insert(value).inserted {
          let choice = choice(value, of: part)
          if allows(choice) { found.append(choice) }
        }
      }
    }
    // Of equally long ones the first day's value comes first.
    let order = found.indices.sorted { (found[$0].length, $0) < (found[$1].length, $1) }
    return order.map { found[$0] }
  }

  /// The days that one more value of a part would add.
  private mutating func daysOpen(to part: Int) -> Row {
    var open = base
    for (other, row) in named.enumerated() {
      for word in open.indices { open[word] &= other == part ? ~row[word] : row[word] }
    }
    stepsLeft -= 2 * parts.count * open.count
    return open
  }

  // MARK: Counting

  /// Whether a position can choose a period's wall, or nothing, without too many days being let in.
  private func isPossible(_ number: Int, _ choice: Int, _ period: Int, _ first: Int) -> Bool {
    let most = pattern.days[number]
    if choice < 0 { return Int(total[period]) <= most }
    return Int(number < pattern.fromFront ? before[first + choice] : after[first + choice]) <= most
  }

  /// Whether no wall of a period has too many days on its side.
  private func isPossible(_ period: Int) -> Bool {
    let first = layout.periods[period].walls.lowerBound
    search: for assignment in assignments[period] {
      for number in assignment.indices where !isPossible(number, assignment[number], period, first) {
        continue search
      }
      return true
    }
    return assignments[period].isEmpty
  }

  /// The days on the side of a period's walls that lack some: for each assignment that is possible those
  /// of the first such wall. `nil` where positions choose all of the period's walls.
  private func lackingRanges(_ index: Int) -> [Range<Int>]? {
    let period = layout.periods[index]
    let first = period.walls.lowerBound
    var found: [Range<Int>] = []
    for assignment in assignments[index] {
      guard assignment.indices.allSatisfy({ isPossible($0, assignment[$0], index, first) }) else { continue }
      let lacking = assignment.indices.first { number in
        let wall = first + assignment[number]
        return assignment[number] >= 0
          && Int(number < pattern.fromFront ? before[wall] : after[wall]) < pattern.days[number]
      }
      guard let lacking else { return nil }
      let day = layout.walls[first + assignment[lacking]].day
      let range =
        lacking < pattern.fromFront ? period.days.lowerBound..<day : day + 1..<period.days.upperBound
      if !found.contains(range) { found.append(range) }
    }
    return found.isEmpty ? nil : found
  }

  // MARK: Letting in

  /// Whether a value could be let in.
  private mutating func allows(_ choice: Choice) -> Bool {
    guard let row = counted(choice) else { return false }
    _ = count(row, choice.part, -1, through: .max)
    return true
  }

  /// Lets in a value: the days that it adds to its part's, or `nil` where it can't be.
  private mutating func letIn(_ choice: Choice) -> Row? {
    guard var row = counted(choice) else { return nil }
    let part = choice.part
    for word in row.indices {
      row[word] &= ~named[part][word]
      named[part][word] |= row[word]
    }
    length += choice.length
    lists[part].choose(choice.value)
    return row
  }

  private mutating func takeBack(_ choice: Choice, _ added: Row) {
    let part = choice.part
    for word in added.indices { named[part][word] &= ~added[word] }
    _ = count(added, part, -1, through: .max)
    length -= choice.length
    lists[part].takeBack(choice.value)
  }

  /// Counts the days that a value adds; `nil`, and nothing counted, if the lists would become too long or
  /// some wall would have too many days before or after it.
  private mutating func counted(_ choice: Choice) -> Row? {
    guard length + choice.length <= room else { return nil }
    triesLeft -= 1
    let row = lists[choice.part].row(choice.value, grid.universe)
    guard let last = count(row, choice.part, 1, through: .max) else { return row }
    _ = count(row, choice.part, -1, through: last)
    return nil
  }

  /// Counts the days of a row that all other parts name and this one does not name yet.
  ///
  /// - Returns: The first day that makes a period impossible, after which nothing is counted; else `nil`.
  private mutating func count(_ row: Row, _ part: Int, _ change: Int32, through last: Int) -> Int? {
    stepsLeft -= row.count + 20
    for word in row.indices {
      var bits = row[word] & base[word]
      if bits == 0 { continue }
      for other in named.indices { bits &= other == part ? ~named[other][word] : named[other][word] }
      for bit in Bits(bits) {
        let day = word << 6 + bit
        guard let period = layout.period(at: day) else { continue }
        stepsLeft -= 4
        total[period] += change
        for wall in layout.periods[period].walls {
          if day < layout.walls[wall].day {
            before[wall] += change
          } else if day > layout.walls[wall].day {
            after[wall] += change
          }
        }
        if change > 0, !isPossible(period) { return day }
        if day == last { return nil }
      }
    }
    return nil
  }
}
