/// Reads EXDATE, RDATE and DTSTART against a series' start and zone.
package struct SeriesDates {
  let start: RecurrenceStart
  let options: ExpansionOptions

  package init(start: RecurrenceStart, options: ExpansionOptions) {
    self.start = start
    self.options = options
  }

  /// - Throws: `startDisagrees` where DTSTART is another time than the start.
  func checkStart(_ date: RecurrenceDate?) throws(RecurrenceError) {
    guard let date else { return }
    let agrees: Bool
    switch date {
    case .date(let date):
      agrees = start.isAllDay && date == start.local.date
    case .local(let time, zone: nil):
      agrees = !start.isAllDay && time == start.local
    default:
      let named = try occurrence(date)
      agrees = !start.isAllDay && named == occurrence(start.local, in: start.zone)
    }
    if !agrees {
      throw RecurrenceError(
        .startDisagrees,
        "DTSTART is not the given start, \(start.local); leave it out or correct one of them.")
    }
  }

  /// RDATE, and the start where there is no rule to generate it.
  func additions(_ text: RecurrenceText) throws(RecurrenceError) -> ContiguousArray<Occurrence> {
    if text.additions.isEmpty, !text.rules.isEmpty { return [] }
    var found: ContiguousArray<Occurrence> = []
    if text.rules.isEmpty, let first = occurrence(start.local, in: start.zone) { found.append(first) }
    for date in text.additions {
      if case .date(let day) = date, !start.isAllDay {
        throw RecurrenceError(
          .invalidDate, "RDATE \(day) needs a time, since the series starts at \(start.local).")
      }
      if let occurrence = try occurrence(date) { found.append(occurrence) }
    }
    found.sort { $0.startMilliseconds < $1.startMilliseconds }
    var unique: ContiguousArray<Occurrence> = []
    for occurrence in found where unique.last?.startMilliseconds != occurrence.startMilliseconds {
      unique.append(occurrence)
    }
    return unique
  }

  func exclusions(_ dates: [RecurrenceDate]) throws(RecurrenceError) -> SeriesExclusions {
    var exclusions = SeriesExclusions()
    for date in dates {
      if case .date(let day) = date {
        exclusions.days.append(day.dayNumber)
      } else if let occurrence = try occurrence(date) {
        exclusions.instants.append(occurrence.startMilliseconds)
      }
    }
    exclusions.instants = sortedUnique(exclusions.instants)
    exclusions.days = sortedUnique(exclusions.days)
    return exclusions
  }

  private func sortedUnique(_ values: ContiguousArray<Int>) -> ContiguousArray<Int> {
    var unique: ContiguousArray<Int> = []
    unique.reserveCapacity(values.count)
    for value in values.sorted() where unique.last != value { unique.append(value) }
    return unique
  }

  /// The instant a date names; `nil` in a gap that the policy omits.
  package func occurrence(_ date: RecurrenceDate) throws(RecurrenceError) -> Occurrence? {
    switch date {
    case .date(let date):
      return occurrence(LocalDateTime(unchecked: date.dayNumber * 86_400), in: start.zone)
    case .local(let time, let name):
      guard let name, name != start.zone.identifier else { return occurrence(time, in: start.zone) }
      guard let named = occurrence(time, in: try ZoneTransitions.named(name)) else { return nil }
      return instant(named.startMilliseconds / 1000)
    case .instant(let seconds):
      return instant(seconds)
    }
  }

  private func instant(_ seconds: Int) -> Occurrence {
    Occurrence(
      startMilliseconds: seconds * 1000,
      offsetSeconds: Int32(truncatingIfNeeded: start.zone.offsetSeconds(atInstant: seconds)))
  }

  private func occurrence(_ time: LocalDateTime, in zone: ZoneTransitions) -> Occurrence? {
    zone.occurrence(at: time, policy: options.zonePolicy)
  }
}
