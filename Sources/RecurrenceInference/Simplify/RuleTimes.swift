internal import Recurrence

/// What a rule generates from its start, and whether another rule generates the same.
final class RuleTimes {
  let start: LocalDateTime
  let isAllDay: Bool
  /// The times of the rule without its end: all of them where it has a short end, else the first ones.
  let walls: [Int]
  /// How many times the end lets through; `nil` where there is none, or too many to list.
  let count: Int?
  private let rule: RecurrenceRule
  private let work: WorkBudget
  /// The times of the rule without its end.
  private let endless: WallTimes
  /// Its first time from each day on, over some years.
  private lazy var outline: [Int?] = {
    var last: Int?? = nil
    return days.map { Self.first(of: endless, from: $0, after: &last) }
  }()
  private var proofs: [RecurrenceRule: Bool] = [:]

  /// A rule with more times is compared as one without an end; bounds memory and time. A choice.
  static let mostListed = 5000
  /// A rule without an end is looked at for so many years, and until it has so many times, but not beyond
  /// `mostListed` times. That is enough to find candidates, which are proven for ever afterwards. A choice;
  /// nine years always have a leap year, even around 1900.
  private static let years = 9
  private static let fewest = 30

  /// - Parameters:
  ///   - rule: Without UNTIL, without RSCALE.
  ///   - work: What comparing takes is taken from it.
  init?(_ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool, work: WorkBudget) {
    self.rule = rule
    self.start = start
    self.isAllDay = isAllDay
    self.work = work
    guard let times = WallTimes(of: rule, start: start, isAllDay: isAllDay),
      let endless = WallTimes(of: rule.with(end: .never), start: start, isAllDay: isAllDay)
    else { return nil }
    self.endless = endless
    if case .count(let count) = rule.end, count <= Self.mostListed { self.count = count } else { count = nil }
    let horizon = start.wallSeconds + Self.years * 366 * 86_400
    var walls: [Int] = []
    let (count, most) = (count, count ?? Self.mostListed)
    times.forEach { wall in
      if walls.count == most || count == nil && wall > horizon && walls.count >= Self.fewest { return false }
      walls.append(wall)
      return true
    }
    guard !walls.isEmpty else { return nil }
    self.walls = walls
  }

  /// Whether another rule, its end apart, generates the same times.
  func areThose(of other: RecurrenceRule) -> Bool {
    // A plan is made of a rule with long lists, and its text is compared, in more time.
    work.spend(20_000 + 200 * other.valueCount)
    guard work.allowsMore(),
      let times = WallTimes(of: other.with(end: .never), start: start, isAllDay: isAllDay)
    else { return false }
    var index = 0
    var reached: Int?
    times.forEach { wall in
      guard index < walls.count, walls[index] == wall else {
        reached = wall
        return false
      }
      index += 1
      return true
    }
    work.spend((other.has(.setPositions) ? 60 : 10) * index)
    spend(searching: times, to: reached)
    guard index == walls.count else { return false }
    return count != nil || isProven(other)
  }

  /// Whether two rules, their ends apart, are the same for ever.
  func isProven(_ other: RecurrenceRule) -> Bool {
    let other = other.with(end: .never)
    if let known = proofs[other] { return known }
    let isProven = hasOutline(of: other) && prove(other)
    proofs[other] = isProven
    return isProven
  }

  /// The midnights of the first years.
  private var days: some Sequence<Int> {
    stride(from: start.wallSeconds, to: start.wallSeconds + Self.years * 366 * 86_400, by: 86_400)
  }

  /// Whether another rule has the same first time from each day on: most that differ do so here.
  private func hasOutline(of other: RecurrenceRule) -> Bool {
    guard let times = WallTimes(of: other, start: start, isAllDay: isAllDay) else { return false }
    var last: Int?? = nil
    let isSame = zip(days, outline).allSatisfy { Self.first(of: times, from: $0, after: &last) == $1 }
    work.spend((other.has(.setPositions) ? 400 : 100) * outline.count)
    spend(searching: times, to: last.flatMap(\.self))
    return isSame
  }

  /// Spends what it takes to look for times up to one of them, or to the end of time.
  private func spend(searching times: WallTimes, to wall: Int?) {
    let end = wall ?? LocalDateTime.range.upperBound
    work.spend((end - start.wallSeconds) / 86_400 * times.costOfEmptyDay)
  }

  /// The first time from a day on; where none came since the last day asked for, the one found then.
  private static func first(of times: WallTimes, from day: Int, after last: inout Int??) -> Int? {
    if let known = last, known.map({ $0 >= day }) ?? true { return known }
    let found = times.first(from: day)
    last = .some(found)
    return found
  }

  private func prove(_ other: RecurrenceRule) -> Bool {
    guard work.allowsMore() else { return false }
    // Times are compared on the clock's face; on a clock without gaps instants are the same.
    let start = RecurrenceStart(start, isAllDay: isAllDay, in: .utc)
    let sets = [rule, other].map {
      try? RecurrenceSet(RecurrenceText(rules: [$0.with(end: .never)]), start: start)
    }
    guard let own = sets[0], let others = sets[1] else { return false }
    return Self.prove(own, others, work)
  }

  /// Whether two series are proven to be the same.
  ///
  /// - Parameter work: A quarter of what the proof took is spent, so that some that decide nothing leave work for others;
  ///   a choice.
  static func prove(_ first: RecurrenceSet, _ second: RecurrenceSet, _ work: WorkBudget) -> Bool {
    let (isProven, done) = first.isKnownEquivalent(to: second)
    work.spend(max(leastOfProof, done / 4))
    return isProven
  }

  /// What a proof counts as at least; most take a hundredth. A choice.
  static let leastOfProof = 3_000_000
}
