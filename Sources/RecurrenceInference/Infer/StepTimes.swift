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
  /// Whether the limits keep each of a day's periods.
  private let isKept: [Bool]
  /// The periods of a day that the limits keep, counted from midnight.
  private let kept: [Int]
  /// How many of them lie so many periods after a multiple of the interval; empty where it is longer
  /// than a day.
  private var residues: [Int] = []

  init(_ frequency: Frequency, _ times: TimeChoice, startingAt start: Int) {
    let unit = frequency.unitSeconds
    self.unit = unit
    anchor = start.floorDivided(by: unit)
    offsets = times.offsets
    isKept = (0..<86_400 / unit).map { place in
      let second = place * unit
      return times.hours >> UInt64(second / 3600) & 1 == 1
        && (unit == 3600 || times.minutes >> UInt64(second / 60 % 60) & 1 == 1)
        && (unit > 1 || times.seconds >> UInt64(second % 60) & 1 == 1)
    }
    kept = isKept.indices.filter { [isKept] in isKept[$0] }
  }

  func stepping(by interval: Int) -> StepTimes {
    var steps = self
    steps.interval = interval
    if interval < unitsPerDay {
      steps.residues = Array(repeating: 0, count: interval)
      for place in kept { steps.residues[place % interval] += 1 }
    }
    return steps
  }

  private var unitsPerDay: Int { isKept.count }

  /// How many times lie on a day, from one wall second through another.
  func count(on day: Int, from first: Int, through last: Int) -> Int {
    let midnight = day * 86_400
    let phase = (anchor - day * unitsPerDay).floorRemainder(by: interval)
    if midnight >= first, midnight + 86_399 <= last {
      if !residues.isEmpty { return residues[phase] * offsets.count }
      return phase < unitsPerDay && isKept[phase] ? offsets.count : 0
    }
    return count(midnight, phase, from: first, through: last, upTo: .max)
  }

  private func count(_ midnight: Int, _ phase: Int, from first: Int, through last: Int, upTo most: Int) -> Int
  {
    var count = 0
    for place in stride(from: phase, to: unitsPerDay, by: interval) where isKept[place] {
      for offset in offsets where (first...last).contains(midnight + place * unit + offset) { count += 1 }
      if count > most { break }
    }
    return count
  }

  /// Whether steps of an interval fall on the days of a target's walls at most `exclusions` times more often
  /// than is known, whatever other parts the rule has.
  ///
  /// - Parameter budget: What counting takes is taken from it.
  func fit(
    _ target: RuleTarget, interval: Int, known: [Int: Int], exclusions: Int, _ budget: SearchBudget
  ) -> Bool {
    let (first, last) = (target.start.wallSeconds, target.horizon)
    budget.spend(1000)
    // One day shows most misfits; all of them are counted by arithmetic.
    if let (day, count) = known.first {
      var steps = self
      steps.interval = interval
      let phase = (anchor - day * unitsPerDay).floorRemainder(by: interval)
      let most = count + exclusions
      if steps.count(day * 86_400, phase, from: first, through: last, upTo: most) > most { return false }
    }
    budget.spend(3 * kept.count + 20 * known.count)
    let steps = stepping(by: interval)
    var left = exclusions
    for (day, count) in known {
      left -= max(0, steps.count(on: day, from: first, through: last) - count)
      if left < 0 { return false }
    }
    return true
  }

  func contains(_ wall: Int) -> Bool {
    let period = wall.floorDivided(by: unit)
    return (period - anchor).floorRemainder(by: interval) == 0
      && isKept[period.floorRemainder(by: unitsPerDay)] && offsets.contains(wall - period * unit)
  }

  /// The days that steps longer than a day meet, ascending; `nil` where steps are shorter.
  func days(through last: Int) -> ContiguousArray<Int32>? {
    guard interval >= unitsPerDay else { return nil }
    var days: ContiguousArray<Int32> = []
    var period = anchor
    while period * unit <= last {
      let day = period.floorDivided(by: unitsPerDay)
      if isKept[period - day * unitsPerDay] { days.append(Int32(truncatingIfNeeded: day)) }
      period += interval
    }
    return days
  }
}
