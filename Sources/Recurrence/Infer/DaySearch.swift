/// The candidates of daily, weekly, monthly and yearly rules: rows of days, the same times on each.
final class DaySearch {
  private let search: RuleSearch
  private let universe: DayUniverse
  private let times: TimeChoice
  /// The places of the days that have a wall, ascending, and the days themselves.
  private let places: [Int]
  private let wanted: DayUniverse.Row
  private let inRange: DayUniverse.Row
  /// The days with known times of the list, and how many each has; `nil` where it is one each.
  private let known: DayUniverse.Row
  private let knownCounts: [Int: Int]?
  private var positions: PositionFit
  private var covers: [CoverKey: [PartChoice]] = [:]
  private var anyCovers: [DayUniverse.Feature: [ValueCover.List]] = [:]
  private var demands: [DayUniverse.Feature: Set<[Int]>] = [:]

  /// How many lists of a part are tried.
  private static let mostPureLists = 3
  private static let mostLists = 4

  /// What the values of a list that name no day too many depend on.
  private struct CoverKey: Hashable {
    let feature: DayUniverse.Feature
    let frequency: Frequency
    let interval: Int
    let weekStart: Weekday
    let months: UInt16

    init(feature: DayUniverse.Feature, sketch: RuleSketch) {
      self.feature = feature
      (frequency, interval, weekStart) = (sketch.frequency, sketch.interval, sketch.weekStart)
      months = sketch.parts.months
    }
  }

  init(_ search: RuleSearch) {
    self.search = search
    let target = search.target
    universe = search.universe
    places = search.places
    times = TimeChoice(target)
    let first = universe.firstDay
    wanted = universe.row(of: search.places.lazy.map { $0 + first })
    inRange = universe.row(from: universe.startDay, through: target.horizon.floorDivided(by: 86_400))
    var counts: [Int: Int] = [:]
    let timeSet = Set(times.times)
    for wall in target.known where timeSet.contains(wall.floorRemainder(by: 86_400)) {
      let day = wall.floorDivided(by: 86_400)
      if wall <= target.horizon, wall >= target.start.wallSeconds { counts[day - first, default: 0] += 1 }
    }
    known = universe.row(of: counts.keys.lazy.map { $0 + first })
    knownCounts = counts.values.allSatisfy { $0 == 1 } ? nil : counts
    positions = PositionFit(target, universe: universe, times: times.times)
  }

  func run() {
    // What the start alone says comes first: it is short, and cheap to judge where centuries are long.
    for frequency in Self.frequencies { tryStartAlone(frequency) }
    // Rules of few parts before those of many, which take the most work and are seldom the shortest.
    for partCounts in [1...1, 2...2, 3...5] {
      self.partCounts = partCounts
      for frequency in Self.frequencies {
        for weekStart in Weekday.allCases {
          let matters = frequency == .weekly || frequency == .yearly
          if matters || weekStart == .monday { descend(frequency, weekStart) }
        }
      }
    }
  }

  private static let frequencies: [Frequency] = [.daily, .weekly, .monthly, .yearly]

  private func tryStartAlone(_ frequency: Frequency) {
    let periods = places.lazy.map { self.universe.period(frequency, at: $0, weekStart: .monday) }
    for interval in RuleSearch.intervals(periods) {
      var sketch = RuleSketch(frequency, interval: interval)
      for choice in times.choices { sketch.add(choice) }
      guard search.isPromising(sketch.length) else { continue }
      finish(Node(sketch: sketch, row: universe.phase(frequency, interval: interval, weekStart: .monday)))
    }
  }

  private func descend(_ frequency: Frequency, _ weekStart: Weekday) {
    let shortest = RuleSketch(frequency, weekStart: weekStart).length + times.length
    guard search.isPromising(shortest) else { return }
    let periods = places.lazy.map { self.universe.period(frequency, at: $0, weekStart: weekStart) }
    for interval in RuleSearch.intervals(periods) {
      var sketch = RuleSketch(frequency, interval: interval, weekStart: weekStart)
      for choice in times.choices { sketch.add(choice) }
      guard search.isPromising(sketch.length) else { continue }
      let phase = universe.phase(frequency, interval: interval, weekStart: weekStart)
      var node = Node(sketch: sketch, row: phase)
      // Another first day of the week matters to weeks that are counted or skipped only.
      node.mayBePlain = weekStart == .monday || frequency == .weekly && interval > 1
      choose(node, levels(of: frequency)[...])
    }
  }

  /// How many of BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY candidates have for now.
  private var partCounts = 0...0

  private enum Level { case months, weekNumbers, yearDays, monthDays, weekdays }

  private func levels(of frequency: Frequency) -> [Level] {
    switch frequency {
    case .daily: [.months, .monthDays, .weekdays]
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
    guard search.workLeft > universe.work else { return }
    search.workLeft -= universe.wordCount + 64
    guard let level = levels.first, node.partCount < partCounts.upperBound, !isExact(node) else {
      if partCounts.contains(node.partCount) { finish(node) }
      return
    }
    for choice in choices(level, node) {
      guard search.isPromising(node.sketch.length + choice.length) else { continue }
      choose(node.choosing(choice, level), levels.dropFirst())
    }
    guard level == .weekdays, node.sketch.frequency != .daily, partCounts.contains(node.partCount + 1)
    else { return }
    // Days that never come to be chosen make positions count otherwise.
    let occurring = places.reduce(into: 0) { $0 |= 1 << universe.weekday(at: $1) }
    for mask in 1..<128 where mask & occurring == occurring && mask != occurring {
      let values = (0..<7).filter { mask >> $0 & 1 == 1 }
      let choice = PartChoice(.days, values, row: universe.row(.weekdayInMonth, values))
      // As long as BYSETPOS= with one digit.
      guard search.isPromising(node.sketch.length + choice.length + 11) else { continue }
      guard search.workLeft > universe.work else { return }
      var next = node.choosing(choice, level)
      next.mayBePlain = false
      finish(next)
    }
  }

  private func isExact(_ node: Node) -> Bool {
    node.mayBePlain && node.saysDay && wanted.isSubset(of: node.row)
      && node.row.commonCount(with: inRange) == places.count
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
      if node.sketch.frequency < .monthly || parts.weekNumbers | parts.weekNumbersFromEnd != 0 {
        return [.none, weekdays]
      }
      return [.none] + cover(isYearly && parts.months == 0 ? .weekdayInYear : .weekdayInMonth, .days, node)
    }
  }

  private lazy var weekdays: PartChoice = {
    let values = Set(places.map(universe.weekday(at:))).sorted()
    return PartChoice(.days, values, row: universe.row(.weekdayInMonth, values))
  }()

  /// The part's lists that name every day that has a wall: first of values that name no other day the
  /// parts chosen so far allow, then of any.
  private func cover(_ feature: DayUniverse.Feature, _ part: RulePart, _ node: Node) -> [PartChoice] {
    let key = node.isLimitedByMonths ? CoverKey(feature: feature, sketch: node.sketch) : nil
    if let key, let known = covers[key] { return known }
    let demands = demands(of: feature)
    let pure = universe.pureValues(of: feature, in: node.row & inRange, wanted: wanted)
    let length = { (value: Int) in PartChoice.length(of: value, in: part) }
    var lists = ValueCover.lists(
      demands.lazy.map { $0.filter(pure.contains) }, most: Self.mostPureLists, length: length)
    for list in any(feature, part) where !lists.contains(list) { lists.append(list) }
    let choices = lists.map { PartChoice(part, $0.values, row: universe.row(feature, $0.values)) }
    if let key { covers[key] = choices }
    return choices
  }

  private func any(_ feature: DayUniverse.Feature, _ part: RulePart) -> [ValueCover.List] {
    if let known = anyCovers[feature] { return known }
    let lists = ValueCover.lists(demands(of: feature), most: Self.mostLists) {
      PartChoice.length(of: $0, in: part)
    }
    anyCovers[feature] = lists
    return lists
  }

  private func demands(of feature: DayUniverse.Feature) -> Set<[Int]> {
    if let known = demands[feature] { return known }
    let found = Set(places.lazy.map { self.universe.values(of: feature, at: $0) })
    demands[feature] = found
    return found
  }

  // MARK: Candidates

  private func finish(_ node: Node) {
    search.workLeft -= 3 * universe.wordCount + 64
    var node = node
    restrictToStart(&node)
    guard wanted.isSubset(of: node.row) else { return }
    let generated = generatedCount(node.row)
    let excluded = generated - knownCount(node.row)
    if node.mayBePlain { search.offer(node.sketch, generated: generated, excluded: excluded) }
    guard excluded > 0 else { return }
    choosePositions(node)
  }

  /// What parts that are left out say through the start.
  private func restrictToStart(_ node: inout Node) {
    guard !node.saysDay else { return }
    let place = universe.startDay - universe.firstDay
    let parts = node.sketch.parts
    switch node.sketch.frequency {
    case .weekly: node.row = node.row & universe.row(.weekdayInMonth, [universe.weekday(at: place)])
    case .monthly: node.row = node.row & universe.row(.monthDay, [universe.monthDay(at: place)])
    case .yearly where parts.weekNumbers | parts.weekNumbersFromEnd != 0:
      node.row = node.row & universe.row(.weekdayInMonth, [universe.weekday(at: place)])
    case .yearly:
      node.row = node.row & universe.row(.monthDay, [universe.monthDay(at: place)])
      if parts.months == 0 { node.row = node.row & universe.row(.month, [universe.month(at: place)]) }
    default: break
    }
  }

  private func generatedCount(_ row: DayUniverse.Row) -> Int {
    var count = row.commonCount(with: inRange) * times.times.count
    // The first day begins at the start, and the last one ends at the horizon.
    let target = search.target
    if row.has(universe.startDay - universe.firstDay) {
      count -= times.times.count { $0 < target.start.secondOfDay }
    }
    let lastDay = target.horizon.floorDivided(by: 86_400)
    if row.has(lastDay - universe.firstDay) {
      count -= times.times.count { lastDay * 86_400 + $0 > target.horizon }
    }
    return count
  }

  private func knownCount(_ row: DayUniverse.Row) -> Int {
    guard let knownCounts else { return row.commonCount(with: known) }
    return (row & known).places(in: 0..<universe.count).reduce(0) { $0 + (knownCounts[$1] ?? 0) }
  }

  private func choosePositions(_ node: Node) {
    let sketch = node.sketch
    // A day's times are the same every day: positions among them choose only where there are several.
    guard node.saysDay || sketch.parts.months != 0 || !times.choices.isEmpty,
      sketch.frequency > .daily || times.times.count > 1,
      search.isPromising(sketch.length + 11), search.positionStepsLeft > 0
    else { return }
    let fit = positions.positions(
      in: node.row, sketch, affordableExclusions: search.affordableExclusions(sketch.length + 11),
      steps: &search.positionStepsLeft)
    guard let fit else { return }
    search.offer(
      sketch.adding(PartChoice(.setPositions, fit.positions)), generated: fit.generated,
      excluded: fit.excluded)
  }
}

extension ContiguousArray<UInt64> {
  func has(_ place: Int) -> Bool {
    indices.contains(place >> 6) && self[place >> 6] >> UInt64(place & 63) & 1 == 1
  }
}
