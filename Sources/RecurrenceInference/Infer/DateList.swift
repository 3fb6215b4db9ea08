internal import Recurrence

/// The dates to find a recurrence for: instants, and the wall times by which rules can name them.
struct DateList {
  let zone: ZoneTransitions
  let options: ExpansionOptions
  let isAllDay: Bool
  /// Ascending, unique.
  let occurrences: [Occurrence]
  let duplicates: [RecurrenceDate]
  /// The wall seconds a rule would name them by, ascending and unique. A date in the pass of a repeated
  /// hour that the policy does not choose has none.
  let walls: [Int]
  /// The same, but a time just after a gap that may be a moved time of the gap is taken for the time in the
  /// gap.
  let wallsInGaps: [Int]

  init(
    _ dates: [RecurrenceDate], in zone: ZoneTransitions, options: ExpansionOptions
  ) throws(RecurrenceError) {
    guard !dates.isEmpty else { throw RecurrenceError(.noDates, "There is no date; give at least one.") }
    guard dates.count <= RecurrenceInference.maximumDates else {
      throw RecurrenceError(
        .tooManyDates,
        "\(dates.count) dates are more than \(RecurrenceInference.maximumDates); give fewer.")
    }
    let bare = dates.count { if case .date = $0 { true } else { false } }
    guard bare == 0 || bare == dates.count else {
      throw RecurrenceError(
        .mixedDates, "\(bare) of \(dates.count) dates have no time; give all of them one, or none.")
    }
    self.zone = zone
    self.options = options
    isAllDay = bare > 0
    var found: [Occurrence] = []
    var seen: Set<Int> = []
    var duplicates: [RecurrenceDate] = []
    for date in dates {
      guard let occurrence = try date.occurrence(in: zone, policy: options.zonePolicy) else {
        throw RecurrenceError(
          .invalidDate, "The clocks of \(zone.identifier) skip \(date), and times they skip are omitted.")
      }
      if seen.insert(occurrence.startMilliseconds).inserted {
        found.append(occurrence)
      } else {
        duplicates.append(date)
      }
    }
    found.sort { $0.startMilliseconds < $1.startMilliseconds }
    occurrences = found
    self.duplicates = duplicates
    (walls, wallsInGaps) = Self.walls(of: found, in: zone, options.zonePolicy)
  }

  /// A time just after a gap may have been moved there from inside the gap. The times of day of the other
  /// dates show which it is, unless both times of day are usual; so
  /// there are two lists.
  private static func walls(
    of occurrences: [Occurrence], in zone: ZoneTransitions, _ policy: ZonePolicy
  ) -> (walls: [Int], inGaps: [Int]) {
    var plain: [Int] = []
    var doubtful: [(shown: Int, inGap: Int)] = []
    var usual: Set<Int> = []
    for occurrence in occurrences {
      let instant = occurrence.startSeconds
      let shown = instant + zone.offsetSeconds(atInstant: instant)
      let segment = zone.segment(atWall: shown, policy: policy)
      guard segment.gapSeconds == 0, shown - segment.offsetSeconds == instant else { continue }
      let gap = policy.gap == .omit ? 0 : zone.gap(before: segment, policy: policy)
      if gap > 0, shown - segment.start < gap {
        doubtful.append((shown, shown - gap))
      } else {
        plain.append(shown)
        usual.insert(shown.floorRemainder(by: 86_400))
      }
    }
    let inGaps = doubtful.map { usual.contains($0.inGap.floorRemainder(by: 86_400)) ? $0.inGap : $0.shown }
    let shown = zip(doubtful, inGaps).map { times, inGap in
      usual.contains(times.shown.floorRemainder(by: 86_400)) ? times.shown : inGap
    }
    return (Set(plain + shown).sorted(), Set(plain + inGaps).sorted())
  }

  /// Times that the policy omits within the span of the dates: a rule may name them at no cost.
  func omittedWalls(at times: Set<Int>) -> [Int] {
    guard options.zonePolicy.gap == .omit, let first = walls.first, let last = walls.last else { return [] }
    let range = first - 2 * 86_400..<last + 2 * 86_400
    return zone.transitions(in: range).flatMap { transition -> [Int] in
      let begin = transition.instant + transition.offsetBefore
      let end = transition.instant + transition.offsetAfter
      guard begin < end else { return [] }
      let midnight = begin - begin.floorRemainder(by: 86_400)
      return times.sorted().flatMap { [midnight + $0, midnight + 86_400 + $0] }
        .filter {
          $0 >= begin && $0 < end && zone.segment(atWall: $0, policy: options.zonePolicy).gapSeconds > 0
        }
    }
  }

  /// How a date is written in EXDATE and RDATE.
  func written(_ occurrence: Occurrence) -> RecurrenceDate {
    if isAllDay { return .date(occurrence.nominalLocal.date) }
    let seconds = occurrence.startSeconds
    return zone.identifier == "UTC"
      ? .local(LocalDateTime(clamping: seconds), zone: nil) : .instant(seconds: seconds)
  }

  /// Characters of a line's name with one date, and of each further one with its comma.
  private var dateLength: Int { isAllDay ? 8 : zone.identifier == "UTC" ? 15 : 16 }
  var exclusionLengths: (first: Int, further: Int) {
    ((isAllDay ? "\nEXDATE;VALUE=DATE:" : "\nEXDATE:").utf8.count + dateLength, dateLength + 1)
  }

  func additionsLength(_ count: Int) -> Int {
    count == 0
      ? 0 : (isAllDay ? "\nRDATE;VALUE=DATE:" : "\nRDATE:").utf8.count + count * (dateLength + 1) - 1
  }

  func start(_ wall: Int) -> RecurrenceStart {
    RecurrenceStart(LocalDateTime(clamping: wall), isAllDay: isAllDay, in: zone)
  }
}
