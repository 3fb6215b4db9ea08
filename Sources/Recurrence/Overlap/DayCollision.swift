/// Whether and when two patterns have days on which their times meet: years are masks, 64 days at once.
struct DayCollision: Sendable {
  private let first: [DayClass]
  private let second: [DayClass]
  private let firstLength: Int
  private let secondLength: Int
  private var firstBits: [DayBits]
  private var secondBits: [DayBits]

  /// A class of each pattern, and by how many days the second's day is later in pairs that meet.
  struct Meeting: Sendable {
    let first: Int
    let second: Int
    let dayShifts: [Int]
  }

  /// If times of two classes meet at more distances in days than this, the classes are not compared by days;
  /// bounds the work for long durations. A choice.
  private static let mostShifts = 16

  /// What looking at a year of every kind takes for one day of 64.
  private static let costOfYears = 84 * 10

  /// `nil` where the days of one of the patterns don't show when it matches.
  init?(_ first: RecurrencePlan, _ firstLength: Int, _ second: RecurrencePlan, _ secondLength: Int) {
    guard let own = PatternShape.dayClasses(of: first), let other = PatternShape.dayClasses(of: second)
    else { return nil }
    self.first = own
    self.second = other
    self.firstLength = firstLength
    self.secondLength = secondLength
    firstBits = own.map { DayBits($0.days) }
    secondBits = other.map { DayBits($0.days) }
  }

  /// How many times of day the classes have.
  var timeCount: Int { (first + second).reduce(0) { $0 + $1.times.count } }

  /// What may meet where the first one's lead is greater by `shift`; `nil` where that is too much to say.
  ///
  /// - Parameter spent: Has what looking takes added, in nanoseconds as they were measured.
  func meetings(shift: Int, _ spent: inout Int) -> [Meeting]? {
    let day = 86_400
    // The second's time less the first's is n days and what their times of day make of it.
    let lower = (-secondLength - shift - day).floorDivided(by: day)
    let upper = (firstLength - shift + day).floorDivided(by: day) + 1
    guard upper - lower <= Self.mostShifts else { return nil }
    var found: [Meeting] = []
    for (firstIndex, own) in first.enumerated() {
      for (secondIndex, other) in second.enumerated() {
        spent += (upper - lower + 1) * 2 * (own.times.count + other.times.count)
        let shifts = (lower...upper).filter { meet(own.times, other.times, $0 * day + shift) }
        if !shifts.isEmpty { spent += Self.costOfYears * (1 + shifts.count) }
        if !shifts.isEmpty, Self.meetInSomeYear(own.days, other.days, shifts) {
          found.append(Meeting(first: firstIndex, second: secondIndex, dayShifts: shifts))
        }
      }
    }
    return found
  }

  /// Whether a year of any kind has days of the one that are days of the other after a shift, whatever
  /// periods an INTERVAL skips.
  private static func meetInSomeYear(_ own: DayClass.Days, _ other: DayClass.Days, _ shifts: [Int]) -> Bool {
    var own = DayBits(own.ofEveryPeriod)
    var other = DayBits(other.ofEveryPeriod)
    for year in CivilYear.ofEveryKind {
      // The last word reaches into the next year, whose days count as well.
      for day in stride(from: year.firstDay, to: year.firstDay + year.length, by: 64) {
        let bits = own.bits(from: day)
        if bits != 0, shifts.contains(where: { bits & other.bits(from: day + $0) != 0 }) { return true }
      }
    }
    return false
  }

  /// Whether any two times meet where the second one's are later by `shift`.
  private func meet(_ own: ContiguousArray<Int>, _ other: ContiguousArray<Int>, _ shift: Int) -> Bool {
    var index = 0
    for time in other {
      let begin = time + shift
      while index < own.count, own[index] + firstLength <= begin { index += 1 }
      if index == own.count { return false }
      if own[index] < begin + secondLength { return true }
    }
    return false
  }

  /// The first instant of the range at which both may take time for the first time; its end where none is.
  ///
  /// - Parameter spent: As in `meetings`.
  mutating func next(
    _ meetings: [Meeting], in range: Range<Int>, firstLead: Int, _ spent: inout Int
  ) -> Int {
    let daySeconds = 86_400
    var best = range.upperBound
    for meeting in meetings {
      let times = first[meeting.first].times
      // The first instants that matter are taken by occurrences which began a length ago.
      var day = (range.lowerBound - firstLength + 1 + firstLead - times[times.count - 1])
        .floorDivided(by: daySeconds)
      while day * daySeconds + times[0] - firstLead < best {
        spent += 30
        var bits = firstBits[meeting.first].bits(from: day)
        if bits != 0 {
          var others: UInt64 = 0
          spent += 20 * meeting.dayShifts.count
          for shift in meeting.dayShifts { others |= secondBits[meeting.second].bits(from: day + shift) }
          bits &= others
        }
        if bits == 0 {
          day += 64
          continue
        }
        let found = (day + bits.trailingZeroBitCount) * daySeconds + times[0] - firstLead
        best = min(best, max(range.lowerBound, found))
        break
      }
      if best == range.lowerBound { return best }
    }
    return best
  }
}
