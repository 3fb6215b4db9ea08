internal import Recurrence

/// The rules of the usual forms that could generate a target's times, made from what the times show.
struct UsualRules {
  /// A rule that generates all of the target's times.
  struct Found {
    let rule: RecurrenceRule
    /// How many times it generates beside them.
    let excluded: Int
  }

  private let target: RuleTarget
  private let facts: DayFacts
  /// BYHOUR, BYMINUTE and BYSECOND.
  private let times: TimeChoice?
  /// In no order.
  private var candidates: Set<RecurrenceRule> = []

  init(_ target: RuleTarget) {
    self.target = target
    facts = DayFacts(target)
    times = TimeChoice.all(for: target, .daily).first
    guard target.walls.count > 1 else {
      candidates = target.walls.first == target.start.wallSeconds ? [RecurrenceRule(.daily)] : []
      return
    }
    addYears()
    addMonths()
    addWeeks()
    for interval in facts.intervals(.daily) { add(.daily, interval) }
    add(.daily) { [months = facts.months] in $0[.months] = Array(months) }
    addShortPeriods()
  }

  /// The first rule in the order of forms that generates the target's times.
  ///
  /// - Parameters:
  ///   - most: How many times it may generate beside them; of two rules the one with fewer is preferred.
  ///   - isShown: Whether the days have to show the values of its lists more than once.
  ///   - isRight: A last question about a rule that is right up to the target's horizon.
  func first(
    excluding most: Int = 0, isShown: Bool = false, where isRight: (RecurrenceRule) -> Bool = { _ in true }
  ) -> Found? {
    all(excluding: most, isShown: isShown).first { isRight($0.rule) }
  }

  /// All such rules, those that generate the fewest times beside them first, and of those by the order of forms.
  func all(excluding most: Int = 0, isShown: Bool = false) -> [Found] {
    // Few of them generate the times, so that putting only those in order takes the least work.
    candidates.lazy.filter { RuleForm(of: $0) != .other && (!isShown || shows($0)) }
      .compactMap { fit($0, excluding: most) }
      .sorted { left, right in
        if left.excluded != right.excluded { return left.excluded < right.excluded }
        if left.rule.isMoreReadable(than: right.rule) { return true }
        return right.rule.isMoreReadable(than: left.rule) ? false : left.rule.precedes(right.rule)
      }
      .map { fit in
        Found(
          rule: fit.rule.with(end: target.isEndless ? .never : .count(fit.generated)), excluded: fit.excluded)
      }
  }

  /// Whether the days show the values of a rule's lists again: a list as long as the days could be chance.
  private func shows(_ rule: RecurrenceRule) -> Bool {
    let parts = rule.dayParts
    if rule.frequency == .weekly { return rule.weekdays.count < 2 || rule.weekdays.count < facts.days.count }
    let weekdays = parts.contains(.setPositions) ? 1 : rule.weekdays.count
    let longest = max(rule.months.count, rule.monthDays.count, weekdays)
    return longest < 2 || 2 * longest <= facts.days.count + 1
  }

  private struct Fit {
    let rule: RecurrenceRule
    let generated: Int
    let excluded: Int
  }

  private func fit(_ rule: RecurrenceRule, excluding most: Int) -> Fit? {
    guard let times = WallTimes(of: rule, start: target.start, isAllDay: target.isAllDay) else { return nil }
    var (index, place, generated, excluded) = (0, 0, 0, 0)
    times.forEach { wall in
      guard wall <= target.walls[index] else { return false }
      generated += 1
      if wall == target.walls[index] {
        index += 1
      } else {
        while target.known[place] < wall { place += 1 }
        if target.known[place] != wall { excluded += 1 }
      }
      return excluded <= most && index < target.walls.count
    }
    guard index == target.walls.count, excluded <= most else { return nil }
    return Fit(rule: rule, generated: generated, excluded: excluded)
  }

  // MARK: Candidates

  private mutating func add(
    _ frequency: Frequency, _ interval: Int = 1, weekStart: Weekday = .monday,
    _ say: (inout RuleParts) -> Void = { _ in }
  ) {
    var sketch = RuleSketch(frequency, interval: interval, weekStart: weekStart)
    for part in times?.choices ?? [] { sketch.add(part) }
    candidates.insert(
      sketch.rule(.never).with { rule in
        rule.interval = min(interval, Int(Int32.max))
        say(&rule.parts)
      })
  }

  private mutating func addYears() {
    for interval in facts.intervals(.yearly) {
      add(.yearly, interval)
      addDaysOfMonths(.yearly, interval) { [months = facts.months] in $0[.months] = Array(months) }
    }
  }

  private mutating func addMonths() {
    for interval in facts.intervals(.monthly) {
      add(.monthly, interval)
      addDaysOfMonths(.monthly, interval) { _ in }
    }
  }

  /// - Parameter limit: Says BYMONTH.
  private mutating func addDaysOfMonths(
    _ frequency: Frequency, _ interval: Int, _ limit: (inout RuleParts) -> Void
  ) {
    let facts = facts
    add(frequency, interval, limit)
    for days in [facts.monthDays, facts.monthDaysFromEnd, facts.mixedMonthDays] {
      add(frequency, interval) {
        limit(&$0)
        $0[.monthDays] = Array(days)
      }
    }
    for codes in [facts.ordinals, facts.ordinalsFromEnd, facts.mixedOrdinals] {
      add(frequency, interval) {
        limit(&$0)
        $0[.days] = Array(codes)
      }
    }
    add(frequency, interval) {
      limit(&$0)
      ($0[.monthDays], $0[.days]) = (Array(facts.monthDays), Array(facts.weekdays))
    }
    guard times?.offsets.count == 1 else { return }
    for group in Weekday.groups {
      let weekdays = group.map { Int($0.rawValue) }
      guard let place = facts.position(among: weekdays) else { continue }
      for position in [place.front, place.fromEnd] {
        add(frequency, interval) {
          limit(&$0)
          ($0[.days], $0[.setPositions]) = (weekdays, [position])
        }
      }
    }
  }

  private mutating func addWeeks() {
    let (weekdays, months) = (Array(facts.weekdays), Array(facts.months))
    for weekStart in [Weekday.monday, .sunday] {
      for interval in facts.intervals(.weekly, weekStart: weekStart) {
        add(.weekly, interval, weekStart: interval > 1 ? weekStart : .monday)
        add(.weekly, interval, weekStart: interval > 1 ? weekStart : .monday) { $0[.days] = weekdays }
      }
    }
    add(.weekly) { $0[.months] = months }
    add(.weekly) { ($0[.months], $0[.days]) = (months, weekdays) }
  }

  /// Every so many hours, minutes or seconds.
  private mutating func addShortPeriods() {
    let start = target.start.wallSeconds
    let step = target.walls.reduce(0) { greatestCommonDivisor($0, $1 - start) }
    guard !target.isAllDay, step > 0, step % 86_400 != 0 else { return }
    let frequency: Frequency = step % 3600 == 0 ? .hourly : step % 60 == 0 ? .minutely : .secondly
    let interval = step / frequency.unitSeconds
    guard interval <= Int(Int32.max) else { return }
    candidates.insert(RuleSketch(frequency, interval: interval).rule(.never))
  }
}
