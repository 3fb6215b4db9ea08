/// Lists of values for the parts of a rule with BYSETPOS, of which some values are never chosen.
///
/// A position is a number of days before or after a wall's own in its period, and a time of day. Days
/// are let in value by value, first those of the walls and then those that are missing, as long as no
/// period has too many before or after its walls.
struct HiddenValues {
  typealias Row = DayUniverse.Row

  /// Where BYSETPOS finds a period's walls, one by one: so many of its days before it, or after it.
  struct Pattern {
    /// How many of the walls are counted from the front; the others are from the end.
    let fromFront: Int
    let days: [Int]
  }

  private struct Choice {
    let part: Int
    let value: Int
    let length: Int
  }

  private let parts: [PartSearch.ListedPart]
  private let grid: RuleGrid
  private let layout: PositionLayout
  private let pattern: Pattern
  private let budget: SearchBudget
  /// Judges lists: the characters that lists may take from then on, or `nil`
  /// where they are wrong.
  private let isSolution: ([[Int]]) -> Int?
  private var room: Int
  private var stepsLeft: Int
  /// The ways in which a period's walls can be counted from the front, as bits: that of all periods first.
  /// Where a period has few days, a position from the end may come before one from the front.
  private let orders: [Int]

  /// For each day the parts that have a value for it, as bits, and a further bit where the start allows it.
  private var marks: ContiguousArray<UInt8>
  private let allMarks: UInt8
  private let fewest: Int
  private var values: [[Int]]
  /// How many days that all parts have a value for come before and after each wall in its period.
  private var before: ContiguousArray<Int32>
  private var after: ContiguousArray<Int32>
  private var length: Int
  /// What was let in, to be taken back: the day's place times 8 plus the part.
  private var log: ContiguousArray<Int32> = []

  init(
    _ parts: [PartSearch.ListedPart], in base: Row, _ grid: RuleGrid, _ layout: PositionLayout,
    _ pattern: Pattern, room: Int, steps: Int, _ budget: SearchBudget,
    isSolution: @escaping ([[Int]]) -> Int?
  ) {
    (self.parts, self.grid, self.layout, self.pattern) = (parts, grid, layout, pattern)
    (self.budget, self.room, stepsLeft, self.isSolution) = (budget, room, steps, isSolution)
    let inOrder = 1 << pattern.fromFront - 1
    let others = (0..<1 << layout.most).filter { $0 != inOrder && $0.nonzeroBitCount == pattern.fromFront }
    orders = [inOrder] + others
    fewest = pattern.days.min() ?? 0
    values = parts.map { _ in [] }
    let allowed: UInt8 = 1 << UInt8(parts.count)
    allMarks = allowed << 1 - 1
    marks = ContiguousArray((0..<grid.universe.count).lazy.map { base.has($0) ? allowed : 0 })
    before = ContiguousArray(repeating: 0, count: layout.walls.count)
    after = before
    length = parts.reduce(0) { $0 + 1 + $1.part.name.utf8.count }
  }

  mutating func run() { descend() }

  // MARK: Walls

  /// Lets in the days of the walls: the one that leaves the least choice first.
  private mutating func descend() {
    guard stepsLeft > 0, budget.hiddenSteps > 0 else { return }
    var least: [Choice]?
    for day in grid.places where marks[day] != allMarks {
      for part in parts.indices where marks[day] >> UInt8(part) & 1 == 0 {
        var choices: [Choice] = []
        for value in grid.universe.values(of: parts[part].feature, at: day) {
          let (choice, mark) = (choice(value, of: part), log.count)
          guard letIn(choice) else { continue }
          takeBack(choice, to: mark)
          choices.append(choice)
        }
        if choices.isEmpty { return }
        if choices.count < least?.count ?? .max { least = choices }
      }
      if least?.count == 1 { break }
    }
    guard let least else { return letInMissing() }
    for choice in least.sorted(by: { $0.length < $1.length }) {
      let mark = log.count
      guard letIn(choice) else { continue }
      descend()
      takeBack(choice, to: mark)
    }
  }

  private func choice(_ value: Int, of part: Int) -> Choice {
    Choice(part: part, value: value, length: 1 + PartChoice.length(of: value, in: parts[part].part))
  }

  // MARK: Missing days

  /// Lets in days before or after the wall that leaves the least choice, until none lacks any.
  private mutating func letInMissing() {
    var open: [(size: Int, range: Range<Int>)] = []
    for first in stride(from: 0, to: layout.wallCount, by: layout.most) {
      guard let order = orders.first(where: { isPossible($0, first) }) else { return }
      for number in 0..<layout.most {
        let (have, target) = count(first + number, order)
        guard have < target else { continue }
        let range = side(first + number, order)
        let size = parts.indices.reduce(0) { $0 + openDays(in: range, of: $1).count }
        if size == 0 { return }
        open.append((size, range))
      }
    }
    if open.isEmpty {
      if let room = isSolution(values.map { $0.sorted() }) { self.room = min(self.room, room) }
      return
    }
    open.sort { ($0.size, $0.range.lowerBound) < ($1.size, $1.range.lowerBound) }
    var least: [Choice]?
    for (_, range) in open.prefix(4) {
      let choices = missing(in: range)
      if choices.isEmpty { return }
      if choices.count < least?.count ?? .max { least = choices }
      if choices.count == 1 { break }
    }
    for choice in least ?? [] {
      guard stepsLeft > 0, budget.hiddenSteps > 0 else { return }
      let mark = log.count
      guard letIn(choice) else { continue }
      letInMissing()
      takeBack(choice, to: mark)
    }
  }

  /// The values that can add to a range of days, the shortest first.
  private mutating func missing(in range: Range<Int>) -> [Choice] {
    var found: [Choice] = []
    for part in parts.indices {
      var seen: Set<Int> = []
      for day in openDays(in: range, of: part) {
        for value in grid.universe.values(of: parts[part].feature, at: day) where seen.insert(value).inserted
        {
          let (choice, mark) = (choice(value, of: part), log.count)
          guard letIn(choice) else { continue }
          takeBack(choice, to: mark)
          found.append(choice)
        }
      }
    }
    // Of equally long ones the first day's value comes first.
    let order = found.indices.sorted { (found[$0].length, $0) < (found[$1].length, $1) }
    return order.map { found[$0] }
  }

  /// The days that a value more of one part lets in.
  private func openDays(in range: Range<Int>, of part: Int) -> [Int] {
    let marked = allMarks ^ 1 << UInt8(part)
    return range.filter { marks[$0] == marked }
  }

  // MARK: Counting

  /// The days on the side of a wall that its position counts from.
  private func side(_ wall: Int, _ order: Int) -> Range<Int> {
    let (number, period) = (wall % layout.most, layout.walls[wall].period)
    let day = layout.walls[wall].day
    return order >> number & 1 == 1 ? period.lowerBound..<day : day + 1..<period.upperBound
  }

  /// How many days a wall has on its side, and how many it should have.
  private func count(_ wall: Int, _ order: Int) -> (have: Int, target: Int) {
    let number = wall % layout.most
    let fronts = (order & (1 << number - 1)).nonzeroBitCount
    return order >> number & 1 == 1
      ? (Int(before[wall]), pattern.days[fronts])
      : (Int(after[wall]), pattern.days[pattern.fromFront + number - fronts])
  }

  /// Whether no wall of a period has too many days on its side.
  private func isPossible(_ order: Int, _ first: Int) -> Bool {
    var (front, back) = (0, pattern.fromFront)
    for number in 0..<layout.most {
      if order >> number & 1 == 1 {
        if Int(before[first + number]) > pattern.days[front] { return false }
        front += 1
      } else {
        if Int(after[first + number]) > pattern.days[back] { return false }
        back += 1
      }
    }
    return true
  }

  private func isPossible(_ first: Int) -> Bool {
    // Where there is no wall, no position may be reached.
    guard first < layout.wallCount else { return Int(before[first]) <= fewest }
    for order in orders where isPossible(order, first) { return true }
    return false
  }

  /// Adds a value, unless the lists get too long or some wall has too many days on its side then.
  private mutating func letIn(_ choice: Choice) -> Bool {
    guard length + choice.length <= room else { return false }
    let mark = log.count
    let part = choice.part
    let bit: UInt8 = 1 << UInt8(part)
    let named = grid.universe.places(of: choice.value, parts[part].feature)
    budget.hiddenSteps -= 4 * named.count + 20
    stepsLeft -= 1
    length += choice.length
    values[part].append(choice.value)
    for place in named {
      let day = Int(place)
      guard marks[day] & bit == 0 else { continue }
      marks[day] |= bit
      log.append(place << 3 | Int32(part))
      guard marks[day] == allMarks, let first = layout.firstWall(ofPeriodAt: day) else { continue }
      count(day, first, 1)
      guard isPossible(first) else {
        takeBack(choice, to: mark)
        return false
      }
    }
    return true
  }

  private mutating func takeBack(_ choice: Choice, to mark: Int) {
    while log.count > mark {
      let entry = log.removeLast()
      let day = Int(entry >> 3)
      if marks[day] == allMarks, let first = layout.firstWall(ofPeriodAt: day) { count(day, first, -1) }
      marks[day] &= ~(1 << UInt8(entry & 7))
    }
    values[choice.part].removeLast()
    length -= choice.length
  }

  private mutating func count(_ day: Int, _ first: Int, _ change: Int32) {
    for wall in first..<first + layout.most {
      if day < layout.walls[wall].day {
        before[wall] += change
      } else if day > layout.walls[wall].day {
        after[wall] += change
      }
    }
  }
}
