internal import Recurrence

/// The candidates of rules with one frequency, interval and times of day: what their other parts say.
final class PartSearch {
  let search: RuleSearch
  let grid: RuleGrid
  let positions: PositionFit
  private var covers: [CoverKey: [PartChoice]] = [:]
  private var anyCovers: [DayUniverse.Feature: [ValueCover.List]] = [:]
  private var demands: [DayUniverse.Feature: Set<[Int]>] = [:]
  private var namedValues: [DayUniverse.Feature: NamedValues?] = [:]

  /// How many lists of one part are tried, of lists that name no unwanted day and of all lists. They bound
  /// the combinations of several parts' lists, which multiply. A choice.
  private static let mostPureLists = 3
  private static let mostLists = 4

  /// The key of lists that name no unwanted day: they depend on the feature and on BYMONTH.
  private struct CoverKey: Hashable {
    let feature: DayUniverse.Feature
    let months: [Int]
  }

  init(_ search: RuleSearch, _ grid: RuleGrid) {
    self.search = search
    self.grid = grid
    positions = PositionFit(search.target, grid)
  }

  var universe: DayUniverse { grid.universe }

  /// Looks at the candidates that have so many of BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY.
  func run(_ sketch: RuleSketch, partCounts: ClosedRange<Int>) {
    self.partCounts = partCounts
    var node = Node(sketch: sketch, row: grid.everyDay)
    // Another first day of the week matters to weeks that are counted or skipped only.
    node.mayBePlain = sketch.weekStart == .monday || sketch.frequency == .weekly && sketch.interval > 1
    choose(node, levels(of: sketch.frequency)[...])
  }

  /// How many of BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY candidates have for now.
  private var partCounts = 0...0

  enum Level { case months, weekNumbers, yearDays, monthDays, weekdays }

  func levels(of frequency: Frequency) -> [Level] {
    switch frequency {
    case .daily: [.months, .monthDays, .weekdays]
    case .hourly, .minutely, .secondly: [.months, .yearDays, .monthDays, .weekdays]
    case .weekly: [.months, .weekdays]
    case .monthly: [.months, .monthDays, .weekdays]
    default: [.months, .weekNumbers, .yearDays, .monthDays, .weekdays]
    }
  }

  /// A candidate whose parts are chosen up to some level.
  private struct Node {
    var sketch: RuleSketch
    var row: DayUniverse.Row
    /// Whether it can be right without set positions.
    var mayBePlain = true
    var saysDay = false
    var partCount = 0
    /// Whether nothing but the interval and the months has been chosen.
    var isLimitedByMonths = true

    func choosing(_ choice: PartChoice, _ level: Level) -> Self {
      guard choice.part != nil else { return self }
      var node = self
      node.sketch.add(choice)
      node.partCount += 1
      if let row = choice.row { node.row = node.row & row }
      if level != .months { node.isLimitedByMonths = false }
      if level != .months && level != .weekNumbers { node.saysDay = true }
      // The week's first day is what week numbers depend on.
      if level == .weekNumbers { node.mayBePlain = true }
      return node
    }
  }

  private func choose(_ node: Node, _ levels: ArraySlice<Level>) {
    guard search.budget.work > 0 else { return }
    search.budget.spend(universe.wordCount + 64)
    guard let level = levels.first, node.partCount < partCounts.upperBound, !isExact(node) else {
      if partCounts.contains(node.partCount) { finish(node) }
      return
    }
    for choice in choices(level, node) {
      guard search.isPromising(node.sketch.length + choice.length) else { continue }
      choose(node.choosing(choice, level), levels.dropFirst())
    }
    guard level == .weekdays, node.sketch.frequency > .daily, partCounts.contains(node.partCount + 1)
    else { return }
    // As long as BYSETPOS= with one digit.
    for choice in moreWeekdays where search.isPromising(node.sketch.length + choice.length + 11) {
      guard search.budget.work > 0 else { return }
      search.budget.spend(3 * universe.wordCount + 64)
      let row = choice.row.map { node.row & $0 } ?? node.row
      guard grid.wanted.isSubset(of: row), grid.excludedCount(row) > 0 else { continue }
      choosePositions(in: row, length: node.sketch.length + choice.length) { node.sketch.adding(choice) }
    }
  }

  /// The weekdays that occur and others: days that never come to be chosen make positions count otherwise.
  private lazy var moreWeekdays: [PartChoice] = {
    let occurring = grid.places.reduce(into: 0) { $0 |= 1 << universe.weekday(at: $1) }
    return (1..<128).filter { $0 & occurring == occurring && $0 != occurring }.map { mask in
      let values = (0..<7).filter { mask >> $0 & 1 == 1 }
      return PartChoice(.days, values, row: universe.row(.weekday, values))
    }
  }()

  private func isExact(_ node: Node) -> Bool {
    node.mayBePlain && node.saysDay && grid.wanted.isSubset(of: node.row)
      && node.row.commonCount(with: grid.inRange) == grid.places.count
  }

  // MARK: Choices

  private func choices(_ level: Level, _ node: Node) -> [PartChoice] {
    switch level {
    case .months: return [.none] + cover(.month, .months, node)
    case .weekNumbers:
      let chosen = cover(.weekNumber(weekStart: node.sketch.weekStart), .weekNumbers, node)
      // Of yearly rules only those with week numbers depend on the week's first day.
      return node.sketch.weekStart == .monday ? [.none] + chosen : chosen
    case .yearDays: return [.none] + cover(.yearDay, .yearDays, node)
    case .monthDays: return [.none] + cover(.monthDay, .monthDays, node)
    case .weekdays:
      let parts = node.sketch.parts
      let isYearly = node.sketch.frequency == .yearly
      if node.sketch.frequency < .monthly || parts.has(.weekNumbers) {
        return [.none, weekdays]
      }
      return [.none] + cover(isYearly && !parts.has(.months) ? .weekdayInYear : .weekdayInMonth, .days, node)
    }
  }

  private(set) lazy var weekdays: PartChoice = {
    let values = Set(grid.places.map(universe.weekday(at:))).sorted()
    return PartChoice(.days, values, row: universe.row(.weekday, values))
  }()

  /// Lists of the part that name every day with a wall: first lists whose values name no other day of those
  /// that the parts chosen so far allow, then lists of any values.
  private func cover(_ feature: DayUniverse.Feature, _ part: RulePart, _ node: Node) -> [PartChoice] {
    let key = node.isLimitedByMonths ? CoverKey(feature: feature, months: node.sketch.parts[.months]) : nil
    if let key, let known = covers[key] { return known }
    let demands = demands(of: feature)
    let impure = universe.isImpure(feature, in: node.row & grid.inRange, wanted: grid.wanted)
    let length = { (value: Int) in PartChoice.length(of: value, in: part) }
    var lists = ValueCover.lists(
      demands.lazy.map { $0.filter { !impure[$0 - DayTable.leastValue] } }, most: Self.mostPureLists,
      budget: search.budget, length: length)
    for list in any(feature, part) where !lists.contains(list) { lists.append(list) }
    let choices = lists.map { PartChoice(part, $0.values, row: universe.row(feature, $0.values)) }
    if let key { covers[key] = choices }
    return choices
  }

  func any(_ feature: DayUniverse.Feature, _ part: RulePart) -> [ValueCover.List] {
    if let known = anyCovers[feature] { return known }
    let lists = ValueCover.lists(demands(of: feature), most: Self.mostLists, budget: search.budget) {
      PartChoice.length(of: $0, in: part)
    }
    anyCovers[feature] = lists
    return lists
  }

  func demands(of feature: DayUniverse.Feature) -> Set<[Int]> {
    if let known = demands[feature] { return known }
    search.budget.spend(100 * grid.places.count)
    let found = Set(grid.places.lazy.map { self.universe.values(of: feature, at: $0) })
    demands[feature] = found
    return found
  }

  /// The values that name a wanted day; `nil` where there are too many for a mask.
  func named(by feature: DayUniverse.Feature) -> NamedValues? {
    if let known = namedValues[feature] { return known }
    let demands = demands(of: feature)
    search.budget.spend(400 * demands.count)
    let found = NamedValues(demands)
    namedValues[feature] = .some(found)
    return found
  }

  // MARK: Candidates

  private func finish(_ node: Node) {
    search.budget.spend(3 * universe.wordCount + 64)
    var node = node
    if !node.saysDay {
      let said = [RulePart.months, .weekNumbers].filter(node.sketch.parts.has)
      node.row = node.row & daysLeft(by: said, node.sketch)
    }
    guard grid.wanted.isSubset(of: node.row) else { return }
    let excluded = grid.excludedCount(node.row)
    if node.mayBePlain {
      search.offer(node.sketch, generated: grid.generatedCount(node.row), excluded: excluded)
    }
    guard excluded > 0 else { return }
    guard node.sketch.parts != RuleParts() else { return }
    choosePositions(in: node.row, length: node.sketch.length) { node.sketch }
  }

  /// The days that remain because of the parts left out, whose values the start gives.
  func daysLeft(by parts: [RulePart], _ sketch: RuleSketch) -> DayUniverse.Row {
    guard sketch.frequency > .daily, parts.allSatisfy({ $0 == .months || $0 == .weekNumbers }) else {
      return grid.everyDay
    }
    let place = grid.startPlace
    if sketch.frequency == .weekly || parts.contains(.weekNumbers) {
      return universe.row(.weekday, [universe.weekday(at: place)])
    }
    let days = universe.row(.monthDay, [universe.monthDay(at: place)])
    guard sketch.frequency == .yearly, !parts.contains(.months) else { return days }
    return days & universe.row(.month, [universe.month(at: place)])
  }

  /// - Parameters:
  ///   - row: The days that a candidate allows.
  ///   - length: Its characters so far.
  ///   - sketch: It itself, made where positions are found.
  private func choosePositions(in row: DayUniverse.Row, length: Int, of sketch: () -> RuleSketch) {
    guard grid.frequency > .daily, search.isPromising(length + 11), search.budget.positionSteps > 0 else {
      return
    }
    let fit = positions.positions(
      in: row, room: search.room(for: length + 11) + 1,
      affordableExclusions: search.affordableExclusions(length + 11), search.budget)
    guard let fit else { return }
    search.offer(
      sketch().adding(PartChoice(.setPositions, fit.positions)), generated: fit.generated,
      excluded: fit.excluded)
  }
}
