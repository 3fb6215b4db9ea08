internal import Recurrence

/// The search for the text that generates a list of dates.
///
/// Where a readable text is wanted, a rule of the usual forms that generates the dates and nothing else is
/// taken at once. Otherwise the shortest text is looked for: first one rule for all of the dates, with
/// EXDATEs for the dates it generates in excess. If that text is long, rules are tried for those dates that
/// have much in common, and the rest become further rules or RDATEs. Whatever the rules, EXDATE and RDATE
/// make up the difference from the dates, so that every text is exact. In a readable text the rules found
/// are then written in the usual forms, as far as that takes no more EXDATEs and RDATEs.
struct InferenceSearch {
  struct Found {
    let start: RecurrenceStart
    let text: RecurrenceText
    let length: Int

    var exceptions: Int { text.exclusions.count + text.additions.count }
  }

  private let list: DateList
  private let preference: RecurrencePreference
  private let instants: Set<Int>
  /// The walls by which the dates can be named, ascending.
  private let shownWalls: [Int]
  private var best: Found?
  private let work = WorkBudget()
  private let everyDay = EveryDay()

  /// Below this many characters a text without EXDATE and RDATE is kept, and no rules for parts of the dates
  /// are tried. It bounds the work for easy dates: about the length of a rule with four parts. A choice.
  private static let shortEnough = 60
  /// How many usual rules with exceptions are made texts of, for each part of the dates. A choice.
  private static let mostUsual = 4
  /// How many rules a text may have; it bounds the searches for each part of the dates. A choice.
  private static let mostRules = 4

  init(_ list: DateList, preferring preference: RecurrencePreference) {
    self.list = list
    self.preference = preference
    instants = Set(list.occurrences.map(\.startMilliseconds))
    shownWalls =
      list.walls == list.wallsInGaps ? list.walls : Set(list.walls).union(list.wallsInGaps).sorted()
  }

  /// Whether the search ended because its work was spent.
  var endedEarly: Bool { work.isSpent }

  mutating func run() throws(RecurrenceError) -> Found {
    if preference == .readable, let found = usual(excluding: 0) { return found }
    findShortest()
    if preference == .readable { makeReadable() }
    guard let best else {
      throw RecurrenceError(.limitReached, "No text was found that generates these dates.")
    }
    return best
  }

  private mutating func findShortest() {
    if let first = list.occurrences.first { consider([], startingAt: first.nominalLocal.wallSeconds) }
    guard !list.walls.isEmpty else { return }
    let parts = DateParts(list.walls).parts.filter(isShortSpan)
    work.spend(2000 * list.walls.count)
    for part in parts { combineUsual(part) }
    explore(list.walls)
    if list.wallsInGaps != list.walls { explore(list.wallsInGaps) }
    guard let best, best.exceptions > 0 || best.length > Self.shortEnough else { return }
    // Several rules are rarely shorter than one without exceptions: only the largest parts are tried.
    let most = best.exceptions == 0 ? 12 : DateParts.most
    for part in parts.prefix(most) {
      guard work.allowsMore() else { return }
      explore(part)
    }
  }

  /// Looks for usual rules: one that generates a part and nothing else, then one for what is left each time; or one that
  /// generates a part and few dates beside it. That takes little work.
  private mutating func combineUsual(_ part: [Int]) {
    guard let start = list.walls.first else { return }
    var (rules, wanted): ([RecurrenceRule], [Int]) = ([], part)
    while !wanted.isEmpty, rules.count < Self.mostRules, work.allowsMore() {
      work.spend(200_000 + 200 * wanted.count)
      let usual = UsualRules(target(wanted, startingAt: start))
      let found = usual.all(excluding: rules.isEmpty ? part.count / 4 : 0)
      guard let first = found.first else { break }
      guard first.excluded == 0 else {
        // The text of a shorter rule with more exceptions may be the shorter one.
        for other in found.prefix(Self.mostUsual) { consider([other.rule], startingAt: start) }
        return
      }
      rules.append(first.rule)
      wanted = walls(besides: rules, from: start)
    }
    // One rule alone for all dates is found below, the shortest of them.
    if rules.count > 1 || rules.count == 1 && !wanted.isEmpty { consider(rules, startingAt: start) }
  }

  /// Whether a part spans less than about 200 years, so that its days can be looked at many times.
  private func isShortSpan(_ walls: [Int]) -> Bool {
    guard let first = walls.first, let last = walls.last else { return false }
    return last - first < 200 * 366 * 86_400
  }

  // MARK: Readable texts

  /// One rule of a usual form for all of the dates.
  private func usual(excluding most: Int) -> Found? {
    guard let start = list.walls.first else { return nil }
    for walls in list.wallsInGaps == list.walls ? [list.walls] : [list.walls, list.wallsInGaps] {
      let target = target(walls, startingAt: walls.first ?? start)
      guard let usual = UsualRules(target).first(excluding: most, isShown: true) else { continue }
      if let found = completed([usual.rule], startingAt: walls.first ?? start), found.exceptions <= most {
        return found
      }
    }
    return nil
  }

  /// Writes the best text in usual forms, as far as that takes no more exceptions.
  private mutating func makeReadable() {
    guard let shortest = best else { return }
    let rule = shortest.text.rules.count == 1 ? shortest.text.rules.first : nil
    if let found = usual(excluding: shortest.exceptions), let usual = found.text.rules.first {
      let isBetter = rule.map { usual.isMoreReadable(than: $0) } ?? true
      if found.exceptions < shortest.exceptions || isBetter {
        best = found
        return
      }
    }
    let rules = shortest.text.rules.map { inUsualForm($0, shortest.start) }
    guard rules != shortest.text.rules, !rules.isEmpty,
      let found = completed(rules, startingAt: shortest.start.local.wallSeconds),
      found.exceptions <= shortest.exceptions
    else { return }
    best = found
  }

  /// A rule in a usual form, where one generates the same times.
  private func inUsualForm(_ rule: RecurrenceRule, _ start: RecurrenceStart) -> RecurrenceRule {
    var walls: [Int] = []
    WallTimes(of: rule, start: start.local, isAllDay: list.isAllDay)?.forEach { wall in
      walls.append(wall)
      return walls.count <= RecurrenceText.maximumDates
    }
    guard walls.count > 1, walls.count <= RecurrenceText.maximumDates else { return rule }
    let target = RuleTarget(walls, start: start.local, isAllDay: list.isAllDay)
    let usual = UsualRules(target).first(isShown: true)?.rule
    if let usual, usual.isMoreReadable(than: rule) { return usual }
    let other = rule.inOtherPeriods.first { other in
      var index = 0
      WallTimes(of: other, start: start.local, isAllDay: list.isAllDay)?.forEach { wall in
        guard index < walls.count, wall == walls[index] else {
          index = -1
          return false
        }
        index += 1
        return true
      }
      return index == walls.count
    }
    return other ?? rule
  }

  // MARK: The shortest text

  /// Looks for a rule that generates these walls, and for what to do with the others.
  private mutating func explore(_ walls: [Int]) {
    guard let first = walls.first, let earliest = list.walls.first else { return }
    for start in first <= earliest ? [first] : [first, earliest] {
      // The other dates need RDATEs or a rule; the shortest such rule has this length.
      let rest = list.additionsLength(list.walls.count - walls.count)
      let most = bound - min(rest, "\nRRULE:FREQ=DAILY;COUNT=3".utf8.count)
      guard let rule = rule(for: walls, startingAt: start, within: most) else { continue }
      var rules = [rule]
      consider(rules, startingAt: start)
      // Further rules for what the ones so far leave.
      while rules.count < Self.mostRules {
        let rest = self.walls(besides: rules, from: start)
        guard rest.count > 2 else { break }
        let spent = rules.reduce(0) { $0 + 7 + $1.description.utf8.count }
        let left = min(bound - spent, list.additionsLength(rest.count) - 7)
        guard left >= 10, let next = self.rule(for: rest, startingAt: start, within: left) else { break }
        rules.append(next)
        consider(rules, startingAt: start)
      }
    }
  }

  /// How many characters a rule and its EXDATEs may take at most to be better than the best text.
  private var bound: Int { (best?.length ?? 1 << 20) - "RRULE:".utf8.count }

  private func rule(for walls: [Int], startingAt start: Int, within bound: Int) -> RecurrenceRule? {
    guard work.allowsMore() else { return nil }
    // Rules for parts of the dates are many, and rarely better.
    let most = walls.count < list.walls.count ? 4_000_000 : 60_000_000
    let target = target(walls, startingAt: start)
    let budget = SearchBudget(work: most, of: work)
    return RuleSearch(target, within: bound, budget: budget, everyDay: everyDay).run()
  }

  private func target(_ walls: [Int], startingAt start: Int) -> RuleTarget {
    RuleTarget(
      walls, known: known(walls), start: LocalDateTime(clamping: start), isAllDay: list.isAllDay,
      exclusionLengths: list.exclusionLengths)
  }

  /// The times that a rule for these walls may generate at no cost.
  private func known(_ walls: [Int]) -> [Int] {
    guard list.options.zonePolicy.gap == .omit else { return shownWalls }
    let omitted = list.omittedWalls(at: Set(walls.lazy.map { $0.floorRemainder(by: 86_400) }))
    return omitted.isEmpty ? shownWalls : Set(shownWalls).union(omitted).sorted()
  }

  /// The walls at or after a start that none of the rules generates.
  private func walls(besides rules: [RecurrenceRule], from start: Int) -> [Int] {
    let times = rules.compactMap {
      WallTimes(of: $0, start: LocalDateTime(clamping: start), isAllDay: list.isAllDay)
    }
    work.spend(200 * rules.count * list.walls.count)
    return list.walls.filter { wall in wall >= start && !times.contains { $0.contains(wall) } }
  }

  /// Completes rules to a text that generates the dates, and keeps it if it is the shortest.
  private mutating func consider(_ rules: [RecurrenceRule], startingAt wall: Int) {
    guard let found = completed(rules, startingAt: wall) else { return }
    if let best, (best.length, best.text.rules.count) <= (found.length, rules.count) { return }
    best = found
  }

  /// Rules with the EXDATEs and RDATEs that make them generate the dates; `nil` where there are too many.
  private func completed(_ rules: [RecurrenceRule], startingAt wall: Int) -> Found? {
    let start = list.start(wall)
    var text = RecurrenceText(rules: rules.map { counted($0, from: start) })
    // Without a rule the start is an occurrence of its own; one date, or two, always have a rule.
    guard let set = try? RecurrenceSet(text, start: start, options: list.options) else { return nil }
    guard !rules.isEmpty || list.occurrences.count > 2 else { return nil }
    work.spend(1000 * list.occurrences.count)
    var generated: Set<Int> = []
    for occurrence in set.occurrences {
      generated.insert(occurrence.startMilliseconds)
      if !instants.contains(occurrence.startMilliseconds) { text.exclusions.append(list.written(occurrence)) }
      guard text.exclusions.count <= RecurrenceText.maximumDates else { return nil }
    }
    for occurrence in list.occurrences where !generated.contains(occurrence.startMilliseconds) {
      text.additions.append(list.written(occurrence))
    }
    guard text.exclusions.count + text.additions.count <= RecurrenceText.maximumDates,
      isExact(text, start)
    else { return nil }
    return Found(start: start, text: text.canonical, length: text.formatted().utf8.count)
  }

  /// The rule with a COUNT that leaves out the times which the zone's clocks skip, where those aren't counted.
  private func counted(_ rule: RecurrenceRule, from start: RecurrenceStart) -> RecurrenceRule {
    let policy = list.options.zonePolicy
    guard policy.gap == .omit, list.options.reading.omittedTimes == .uncounted,
      case .count(let count) = rule.end
    else { return rule }
    var skipped = 0
    WallTimes(of: rule, start: start.local, isAllDay: list.isAllDay)?.forEach { wall in
      if list.zone.segment(atWall: wall, policy: policy).gapSeconds > 0 { skipped += 1 }
      return true
    }
    return skipped > 0 ? rule.with(end: .count(max(1, count - skipped))) : rule
  }

  private func isExact(_ text: RecurrenceText, _ start: RecurrenceStart) -> Bool {
    guard let set = try? RecurrenceSet(text, start: start, options: list.options) else { return false }
    return set.occurrences.lazy.map(\.startMilliseconds).elementsEqual(
      list.occurrences.lazy.map(\.startMilliseconds))
  }
}
