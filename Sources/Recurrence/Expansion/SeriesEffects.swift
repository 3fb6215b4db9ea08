/// What a series' dates change about its rules.
struct SeriesEffects: Sendable {
  /// Additions that the rules do not generate and nothing excludes; epoch milliseconds, ascending.
  private(set) var added: ContiguousArray<Int> = []
  /// The instants, in UTC seconds, whose occurrences of the rules EXDATE removes; ascending, apart.
  private var removed: ContiguousArray<Range<Int>> = []
  /// How many occurrences those remove that come before each; one more than there are.
  private var countsRemoved: ContiguousArray<Int> = [0]

  init(of set: RecurrenceSet) {
    let storage = set.storage
    for addition in storage.additions where !set.isExcluded(addition) {
      let seconds = addition.startMilliseconds / 1000
      if !Self.isGenerated(seconds, by: storage.plans) { added.append(addition.startMilliseconds) }
    }
    var found: [Removal] = []
    for instant in storage.exclusions.instants {
      let seconds = instant.floorDivided(by: 1000)
      guard Self.isGenerated(seconds, by: storage.plans), !set.isExcludedByRule(at: seconds) else { continue }
      found.append(Removal(instant: seconds))
    }
    for days in storage.exclusions.days { found += Self.removals(by: days, of: set) }
    // A whole day goes before the instants that are its own.
    found.sort {
      ($0.instants.lowerBound, $1.instants.upperBound) < ($1.instants.lowerBound, $0.instants.upperBound)
    }
    for removal in found where removal.instants.lowerBound >= removed.last?.upperBound ?? .min {
      removed.append(removal.instants)
      countsRemoved.append(countsRemoved[countsRemoved.count - 1] + removal.count)
    }
  }

  /// How many of the rules' occurrences before an instant (UTC seconds) EXDATE removes and no exclusion rule does.
  ///
  /// - Parameter set: The series, whose rules can be counted.
  func countRemoved(before end: Int, of set: RecurrenceSet) -> Int {
    let index = removed.indices.partitionPoint { removed[$0].upperBound >= end }
    guard index < removed.count, removed[index].lowerBound < end else { return countsRemoved[index] }
    return countsRemoved[index] + (set.countOfRules(in: removed[index].lowerBound..<end) ?? 0)
  }

  /// Instants, in UTC seconds, of whose occurrences nothing is left.
  private struct Removal {
    let instants: Range<Int>
    let count: Int

    init(_ instants: Range<Int>, count: Int) {
      self.instants = instants
      self.count = count
    }

    init(instant seconds: Int) { self.init(seconds..<seconds + 1, count: 1) }
  }

  private static func isGenerated(_ seconds: Int, by plans: [RecurrencePlan]) -> Bool {
    plans.contains { Occurrences.count($0, from: seconds, to: seconds + 1) > 0 }
  }

  /// What EXDATE removes of days in a row: counted, but for those at whose midnight the clocks change.
  private static func removals(by days: ClosedRange<Int>, of set: RecurrenceSet) -> [Removal] {
    var (first, last) = (days.lowerBound, days.upperBound)
    var found: [Removal] = []
    while first <= last {
      guard let begin = set.divide(before: first, dates: false) else {
        found += removals(byReading: first, of: set)
        first += 1
        continue
      }
      guard let end = set.divide(before: last + 1, dates: false) else {
        found += removals(byReading: last, of: set)
        last -= 1
        continue
      }
      if let count = set.countOfRules(in: begin..<end), count > 0 {
        found.append(Removal(begin..<end, count: count))
      }
      break
    }
    return found
  }

  /// What EXDATE removes of a day at whose beginning or end the clocks change: read there, and counted in between.
  private static func removals(byReading day: Int, of set: RecurrenceSet) -> [Removal] {
    let instants = set.start.zone.instants(ofDay: day)
    var inner = set.start.zone.innerInstants(ofDay: day)
    // Those of another clock have whatever time is shown.
    if set.storage.plans.contains(where: { $0.shownZone != nil }) {
      inner = inner.lowerBound..<inner.lowerBound
    }
    var found: [Removal] = []
    if !inner.isEmpty, let count = set.countOfRules(in: inner) {
      if count > 0 { found.append(Removal(inner, count: count)) }
    } else {
      inner = inner.lowerBound..<inner.lowerBound
    }
    for part in [instants.lowerBound..<inner.lowerBound, inner.upperBound..<instants.upperBound] {
      for plan in set.storage.plans {
        var cursor = RuleCursor(plan, from: part.lowerBound, to: part.upperBound)
        cursor.forEach { occurrence in
          let instant = occurrence.startSeconds
          if occurrence.nominalLocal.date.dayNumber == day, !set.isExcludedByRule(at: instant) {
            found.append(Removal(instant: instant))
          }
        }
      }
    }
    return found
  }
}
