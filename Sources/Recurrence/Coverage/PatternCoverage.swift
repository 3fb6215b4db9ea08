/// Whether one pattern has every time of another, for given offsets of their zones.
struct PatternCoverage: Sendable {
  private let cover: PatternShape
  private let covered: PatternShape
  private var days: DayCoverage?
  /// Whether the covering pattern's times don't follow from its days alone, because it is given by a period,
  /// or by steps that are kept on some days and at some times.
  private let needsPeriod: Bool
  private var verdicts: [(shift: Int, verdict: Verdict)] = []
  /// The seconds of wall time after which the pair of patterns repeats.
  let cycle: Int?
  /// What looking has taken, in nanoseconds as they were measured; whoever counts it sets it back.
  var spent = 0
  /// What taking the patterns apart takes.
  var costOfShapes: Int { 20 * times }
  /// How many times of day, or of a period, the two patterns have.
  private let times: Int

  private enum Verdict {
    case covered
    case unknown
    case days([DayCoverage.Demand])
  }

  init(_ cover: RecurrencePlan, covers covered: RecurrencePlan) {
    self.cover = PatternShape(cover)
    self.covered = PatternShape(covered)
    days = DayCoverage(cover, covers: covered)
    times =
      (self.cover.periodic?.count ?? 0) + (self.covered.periodic?.count ?? 0) + (days?.timeCount ?? 0)
    needsPeriod = self.cover.isPeriodic || PatternShape.stepsOverDays(cover)
    let (ownCycle, otherCycle) = (self.cover.cycle, self.covered.cycle)
    cycle = ownCycle.flatMap { own in otherCycle.flatMap { leastCommonMultiple(own, $0) } }
  }

  /// The first instant of the range at which a time may lack; its end where none does.
  mutating func firstLack(in range: Range<Int>, coverOffset: Int, coveredOffset: Int) -> Int {
    switch verdict(shift: coverOffset - coveredOffset) {
    case .covered: return range.upperBound
    case .unknown: return range.lowerBound
    case .days(let demands):
      return days?.firstLack(demands, in: range, offset: coveredOffset, &spent) ?? range.lowerBound
    }
  }

  private mutating func verdict(shift: Int) -> Verdict {
    if let known = verdicts.first(where: { $0.shift == shift }) { return known.verdict }
    spent += 500 + 6 * times
    let found: Verdict
    if needsPeriod, !coversPeriod(shift: shift) {
      // A pattern that is its period may still cover by its days.
      found = cover.isPeriodic ? coverByDays(shift: shift) : .unknown
    } else {
      found = cover.isPeriodic ? .covered : coverByDays(shift: shift)
    }
    verdicts.append((shift, found))
    return found
  }

  private func coverByDays(shift: Int) -> Verdict {
    guard let demands = days?.demands(shift: shift) else { return .unknown }
    return demands.isEmpty ? .covered : .days(demands)
  }

  private func coversPeriod(shift: Int) -> Bool {
    guard let own = cover.periodic, let other = covered.periodic else { return false }
    return Self.covers(own, other, shift: shift)
  }

  /// Whether a periodic pattern has all times of another: modulo the greatest common divisor of the
  /// periods, those residues that it has throughout.
  private static func covers(_ own: PeriodicPattern, _ other: PeriodicPattern, shift: Int) -> Bool {
    let modulus = greatestCommonDivisor(own.period, other.period)
    let needed = own.period / modulus
    guard needed <= own.offsets.count else { return false }
    var counts: [Int: Int] = [:]
    for offset in own.offsets { counts[(own.anchor + offset).floorRemainder(by: modulus), default: 0] += 1 }
    return other.offsets.allSatisfy {
      counts[(other.anchor + $0 + shift).floorRemainder(by: modulus)] == needed
    }
  }
}
