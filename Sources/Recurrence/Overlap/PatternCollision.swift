/// When two patterns' times come together, for given offsets of their zones.
///
/// `lead` is what separates wall time from the instant at which an occurrence, buffer included, begins
/// to take time. Two occurrences meet where one begins before the other is over.
struct PatternCollision: Sendable {
  private let first: PatternShape
  private let second: PatternShape
  private let firstOccupancy: Occupancy
  private let secondOccupancy: Occupancy
  /// Both patterns' periodic supersets, modulo the greatest common divisor of their periods.
  private let residues: ResidueCollision?
  private var days: DayCollision?
  /// The answers so far, by the difference of leads.
  private var verdicts: [(shift: Int, verdict: Verdict)] = []
  private var lastVerdict = 0
  /// The next meeting of the periods for leads that were asked for; it holds until it is passed.
  private var sightings: [(firstLead: Int, secondLead: Int, instant: Int)] = []
  /// After so many seconds of wall time the pair of patterns repeats.
  let cycle: Int?
  /// What looking has taken, in nanoseconds as they were measured; whoever counts it sets it back.
  var spent = 0
  /// What taking the patterns apart takes.
  var costOfShapes: Int { 40 * times }
  /// How many times of day, or of a period, the two patterns have.
  private let times: Int

  /// The offsets of two zones are compared as long as that takes no more. A choice.
  private static let mostSpent = 5_000_000

  private enum Verdict {
    case impossible
    /// Nothing can be said without walking.
    case unknown
    case periods
    /// The pairs of day classes, and by how many days, that meet.
    case days([DayCollision.Meeting])
  }

  init(
    _ first: RecurrencePlan, _ firstOccupancy: Occupancy, _ second: RecurrencePlan,
    _ secondOccupancy: Occupancy
  ) {
    self.first = PatternShape(first)
    self.second = PatternShape(second)
    self.firstOccupancy = firstOccupancy
    self.secondOccupancy = secondOccupancy
    let (firstCycle, secondCycle) = (self.first.cycle, self.second.cycle)
    cycle = firstCycle.flatMap { first in secondCycle.flatMap { leastCommonMultiple(first, $0) } }
    if let left = self.first.periodic, let right = self.second.periodic {
      residues = ResidueCollision(left, firstOccupancy.length, right, secondOccupancy.length)
    } else {
      residues = nil
    }
    if !self.first.isPeriodic || !self.second.isPeriodic {
      days = DayCollision(first, firstOccupancy.length, second, secondOccupancy.length)
    }
    times = (self.first.periodic?.count ?? 0) + (self.second.periodic?.count ?? 0) + (days?.timeCount ?? 0)
  }

  /// Whether no pair of the offsets lets the patterns meet.
  mutating func isImpossible(firstOffsets: [Int], secondOffsets: [Int]) -> Bool {
    if firstOffsets.count * secondOffsets.count > 64 { return false }
    let most = spent + Self.mostSpent
    for first in firstOffsets {
      for second in secondOffsets {
        if spent >= most { return false }
        if case .impossible = verdict(shift: lead(first) - secondLead(second)) { continue }
        return false
      }
    }
    return true
  }

  private func lead(_ offset: Int) -> Int { offset + firstOccupancy.bufferBeforeSeconds }
  private func secondLead(_ offset: Int) -> Int { offset + secondOccupancy.bufferBeforeSeconds }

  /// The first instant of the range at which both may take time for the first time; its end where none is.
  mutating func next(in range: Range<Int>, firstOffset: Int, secondOffset: Int) -> Int {
    if range.isEmpty { return range.upperBound }
    let firstLead = lead(firstOffset)
    let secondLead = secondLead(secondOffset)
    switch verdict(shift: firstLead - secondLead) {
    case .impossible: return range.upperBound
    case .unknown: return range.lowerBound
    case .periods:
      return nextPeriod(in: range, firstLead: firstLead, secondLead: secondLead)
    case .days(let meetings):
      return nextDay(meetings, in: range, firstLead: firstLead, secondLead: secondLead)
    }
  }

  /// Days and periods leap over one another, where these are the rarer.
  private mutating func nextDay(
    _ meetings: [DayCollision.Meeting], in range: Range<Int>, firstLead: Int, secondLead: Int
  ) -> Int {
    var instant = range.lowerBound
    while instant < range.upperBound {
      let rest = instant..<range.upperBound
      let isSparse = residues?.isSparse == true
      if isSparse { instant = nextPeriod(in: rest, firstLead: firstLead, secondLead: secondLead) }
      guard instant < range.upperBound else { break }
      let day =
        days?.next(meetings, in: instant..<range.upperBound, firstLead: firstLead, &spent) ?? instant
      if day == instant || !isSparse { return day }
      instant = day
    }
    return instant
  }

  private mutating func nextPeriod(in range: Range<Int>, firstLead: Int, secondLead: Int) -> Int {
    guard let residues else { return range.lowerBound }
    let known = sightings.firstIndex { $0.firstLead == firstLead && $0.secondLead == secondLead }
    if let known, sightings[known].instant >= range.lowerBound {
      return min(sightings[known].instant, range.upperBound)
    }
    spent += residues.costOfNext
    // Beyond the range as well: the leads come again.
    let end = max(range.upperBound, LocalDateTime.range.upperBound * 2)
    let found = residues.next(in: range.lowerBound..<end, firstLead: firstLead, secondLead: secondLead)
    if let known {
      sightings[known].instant = found
    } else {
      sightings.append((firstLead, secondLead, found))
    }
    return min(found, range.upperBound)
  }

  private mutating func verdict(shift: Int) -> Verdict {
    if lastVerdict < verdicts.count, verdicts[lastVerdict].shift == shift {
      return verdicts[lastVerdict].verdict
    }
    if let index = verdicts.firstIndex(where: { $0.shift == shift }) {
      lastVerdict = index
      return verdicts[index].verdict
    }
    let found = decide(shift)
    lastVerdict = verdicts.count
    verdicts.append((shift, found))
    return found
  }

  private mutating func decide(_ shift: Int) -> Verdict {
    spent += 500 + 30 * times
    if let residues, !residues.meets(shift: shift) { return .impossible }
    if first.isPeriodic, second.isPeriodic { return residues?.isShort == true ? .periods : .unknown }
    guard let days, let meetings = days.meetings(shift: shift, &spent) else { return .unknown }
    return meetings.isEmpty ? .impossible : .days(meetings)
  }
}
