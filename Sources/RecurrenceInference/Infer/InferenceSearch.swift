internal import Recurrence

/// The search for the shortest text that generates a list of dates.
///
/// The first try is one rule for all of the dates, with EXDATEs for the dates it generates in excess. If
/// that text is long, rules are tried for those dates that have much in common, and the rest become further
/// rules or RDATEs. The last try is one rule for all of the dates with BYSETPOS, where some values of its
/// other parts are never chosen. Whatever the rules, EXDATE and RDATE make up the difference from the
/// dates, so that every text is exact.
struct InferenceSearch {
  struct Found {
    let start: RecurrenceStart
    let text: RecurrenceText
    let length: Int
  }

  private let list: DateList
  private let instants: Set<Int>
  private var best: Found?
  /// The searches of rules for all of the dates.
  private var wholes: [(search: RuleSearch, bases: RuleBases, start: Int)] = []

  /// Below this many characters a text without EXDATE and RDATE is kept, and no rules for parts of the dates
  /// are tried. It bounds the work for easy dates: about the length of a rule with four parts. A choice.
  private static let shortEnough = 60
  /// How many rules a text may have; it bounds the searches for each part of the dates. A choice.
  private static let mostRules = 4

  init(_ list: DateList) {
    self.list = list
    instants = Set(list.occurrences.map(\.startMilliseconds))
  }

  mutating func run() throws(RecurrenceError) -> Found {
    if let first = list.occurrences.first { consider([], startingAt: first.nominalLocal.wallSeconds) }
    if !list.walls.isEmpty {
      explore(list.walls)
      if list.wallsInGaps != list.walls { explore(list.wallsInGaps) }
      if let best, !isClean(best) || best.length > Self.shortEnough {
        // Several rules are rarely shorter than one without exceptions: only the largest parts are tried.
        let most = isClean(best) ? 12 : DateParts.most
        for part in DateParts(list.walls).parts.prefix(most) where isShortSpan(part) { explore(part) }
      }
      exploreHidden()
    }
    guard let best else {
      throw RecurrenceError(.limitReached, "No text was found that generates these dates.")
    }
    return best
  }

  /// Whether a part spans less than about 200 years, so that its days can be looked at many times.
  private func isShortSpan(_ walls: [Int]) -> Bool {
    guard let first = walls.first, let last = walls.last else { return false }
    return last - first < 200 * 366 * 86_400
  }

  private func isClean(_ found: Found) -> Bool {
    found.text.exclusions.isEmpty && found.text.additions.isEmpty
  }

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

  private mutating func rule(for walls: [Int], startingAt start: Int, within bound: Int) -> RecurrenceRule? {
    let omitted = list.omittedWalls(at: Set(walls.lazy.map { $0.floorRemainder(by: 86_400) }))
    let known = Set(list.walls).union(list.wallsInGaps).union(omitted).sorted()
    let target = RuleTarget(
      walls, known: known, start: LocalDateTime(clamping: start), isAllDay: list.isAllDay,
      exclusionLengths: list.exclusionLengths)
    guard walls.count >= list.walls.count else {
      return RuleSearch(target, within: bound, budget: SearchBudget(work: 4_000_000)).run()
    }
    let days = (target.horizon - start) / 86_400
    let budget = SearchBudget(
      work: min(1_000_000_000, 100_000_000 + 5000 * days), hiddenSteps: 1_000_000_000)
    let search = RuleSearch(target, within: bound, budget: budget)
    var bases = RuleBases(search)
    defer { wholes.append((search, bases, start)) }
    return search.run(&bases)
  }

  /// Looks for a rule for all of the dates with BYSETPOS, where some values of its other parts are never
  /// chosen.
  private mutating func exploreHidden() {
    for index in wholes.indices {
      let start = wholes[index].start
      if let rule = wholes[index].search.runHidden(&wholes[index].bases, within: bound) {
        consider([rule], startingAt: start)
      }
    }
    wholes = []
  }

  /// The walls at or after a start that none of the rules generates.
  private func walls(besides rules: [RecurrenceRule], from start: Int) -> [Int] {
    let times = rules.compactMap {
      WallTimes(of: $0, start: LocalDateTime(clamping: start), isAllDay: list.isAllDay)
    }
    return list.walls.filter { wall in wall >= start && !times.contains { $0.contains(wall) } }
  }

  /// Completes rules to a text that generates the dates, and keeps it if it is the shortest.
  private mutating func consider(_ rules: [RecurrenceRule], startingAt wall: Int) {
    let start = list.start(wall)
    var text = RecurrenceText(rules: rules)
    // Without a rule the start is an occurrence of its own; one date, or two, always have a rule.
    guard let set = try? RecurrenceSet(text, start: start, options: list.options) else { return }
    guard !rules.isEmpty || list.occurrences.count > 2 else { return }
    var generated: Set<Int> = []
    for occurrence in set.occurrences {
      generated.insert(occurrence.startMilliseconds)
      if !instants.contains(occurrence.startMilliseconds) { text.exclusions.append(list.written(occurrence)) }
      guard text.exclusions.count <= RecurrenceText.maximumDates else { return }
    }
    for occurrence in list.occurrences where !generated.contains(occurrence.startMilliseconds) {
      text.additions.append(list.written(occurrence))
    }
    guard text.exclusions.count + text.additions.count <= RecurrenceText.maximumDates else { return }
    let length = text.formatted().utf8.count
    if let best, (best.length, best.text.rules.count) <= (length, rules.count) { return }
    guard isExact(text, start) else { return }
    best = Found(start: start, text: text.canonical, length: length)
  }

  private func isExact(_ text: RecurrenceText, _ start: RecurrenceStart) -> Bool {
    guard let set = try? RecurrenceSet(text, start: start, options: list.options) else { return false }
    return set.occurrences.lazy.map(\.startMilliseconds).elementsEqual(
      list.occurrences.lazy.map(\.startMilliseconds))
  }
}
