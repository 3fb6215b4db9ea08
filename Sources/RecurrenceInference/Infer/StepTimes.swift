internal import Recurrence

/// When the steps of an hourly, minutely or secondly rule fall: counted by arithmetic, not walked.
struct StepTimes {
  private(set) var interval = 1
  /// A period's length in seconds.
  private let unit: Int
  /// The period that holds the start, counted since 1970-01-01T00:00:00.
  private let anchor: Int
  /// Seconds after a period's beginning.
  private let offsets: [Int]
  /// The hours, minutes and seconds that the limits keep.
  private let limits: (hours: UInt64, minutes: UInt64, seconds: UInt64)
  private let unitsPerDay: Int
  /// How many periods of a day the limits keep.
  private let keptCount: Int
  /// How many of a day's kept periods lie so many periods after a multiple of the interval; empty where it is longer
  /// than a day.
  private var residues: [Int32] = []

  init(_ frequency: Frequency, _ times: TimeChoice, startingAt start: Int) {
    let unit = frequency.unitSeconds
    self.unit = unit
    anchor = start.floorDivided(by: unit)
    offsets = times.offsets
    unitsPerDay = 86_400 / unit
    // Where there is no limit, the first of the minutes and seconds that a period has stands for all of them.
    limits = (
      times.hours & (1 << 24 - 1), times.minutes & (unit < 3600 ? 1 << 60 - 1 : 1),
      times.seconds & (unit < 60 ? 1 << 60 - 1 : 1)
    )
    keptCount = limits.hours.nonzeroBitCount * limits.minutes.nonzeroBitCount * limits.seconds.nonzeroBitCount
  }

  /// Whether the limits keep a period of a day, counted from midnight.
  private func isKept(_ place: Int) -> Bool {
    if keptCount == unitsPerDay { return true }
    let second = place * unit
    return limits.hours >> UInt64(second / 3600) & 1 == 1
      && limits.minutes >> UInt64(second / 60 % 60) & 1 == 1
      && limits.seconds >> UInt64(second % 60) & 1 == 1
  }

  private func stepping(by interval: Int) -> StepTimes {
    var steps = self
    steps.interval = interval
    if interval < unitsPerDay { steps.residues = residues(by: interval) }
    return steps
  }

  private func residues(by interval: Int) -> [Int32] {
    var residues = [Int32](repeating: 0, count: interval)
    let seconds = Bits(limits.seconds).map { $0 % interval }
    for hour in Bits(limits.hours) {
      for minute in Bits(limits.minutes) {
        let first = (hour * 3600 + minute * 60) / unit % interval
        for second in seconds {
          let residue = first &+ second
          residues[residue < interval ? residue : residue &- interval] &+= 1
        }
      }
    }
    return residues
  }

  /// How many times lie on a day, from one wall second through another.
  func count(on day: Int, from first: Int, through last: Int) -> Int {
    let midnight = day * 86_400
    let phase = (anchor - day * unitsPerDay).floorRemainder(by: interval)
    if midnight >= first, midnight + 86_399 <= last {
      if !residues.isEmpty { return Int(residues[phase]) * offsets.count }
      return phase < unitsPerDay && isKept(phase) ? offsets.count : 0
    }
    return count(midnight, phase, from: first, through: last, upTo: .max)
  }

  private func count(_ midnight: Int, _ phase: Int, from first: Int, through last: Int, upTo most: Int) -> Int
  {
    var count = 0
    for place in stride(from: phase, to: unitsPerDay, by: interval) where isKept(place) {
      for offset in offsets where (first...last).contains(midnight + place * unit + offset) { count += 1 }
      if count > most { break }
    }
    return count
  }

  /// Steps of an interval, unless they fall on the days of a target's walls more than `exclusions` times more often
  /// than is known, whatever other parts the rule has.
  ///
  /// - Parameters:
  ///   - known: How many times a rule may generate on each day with a wall, in ascending order.
  ///   - budget: What counting takes is taken from it.
  func stepping(
    by interval: Int, toFit target: RuleTarget, known: [(day: Int, count: Int)], exclusions: Int,
    _ budget: SearchBudget
  ) -> StepTimes? {
    let (first, last) = (target.start.wallSeconds, target.horizon)
    budget.spend(1000)
    // One day shows most misfits; all of them are counted by arithmetic.
    if !known.isEmpty {
      let (day, count) = known[known.count / 2]
      var steps = self
      steps.interval = interval
      let phase = (anchor - day * unitsPerDay).floorRemainder(by: interval)
      let most = count + exclusions
      if steps.count(day * 86_400, phase, from: first, through: last, upTo: most) > most { return nil }
    }
    budget.spend(3 * keptCount + 20 * known.count)
    let steps = stepping(by: interval)
    var left = exclusions
    for (day, count) in known {
      left -= max(0, steps.count(on: day, from: first, through: last) - count)
      if left < 0 { return nil }
    }
    return steps
  }

  func contains(_ wall: Int) -> Bool {
    let period = wall.floorDivided(by: unit)
    return (period - anchor).floorRemainder(by: interval) == 0
      && isKept(period.floorRemainder(by: unitsPerDay)) && offsets.contains(wall - period * unit)
  }

  /// The days that steps longer than a day meet, ascending; `nil` where steps are shorter.
  func days(through last: Int) -> ContiguousArray<Int32>? {
    guard interval >= unitsPerDay else { return nil }
    var days: ContiguousArray<Int32> = []
    var period = anchor
    while period * unit <= last {
      let day = period.floorDivided(by: unitsPerDay)
      if isKept(period - day * unitsPerDay) { days.append(Int32(truncatingIfNeeded: day)) }
      period += interval
    }
    return days
  }
}
