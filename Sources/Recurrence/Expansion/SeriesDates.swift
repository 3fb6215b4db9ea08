/// Reads EXDATE, RDATE and DTSTART against a series' start and zone.
struct SeriesDates {
  let start: RecurrenceStart
  let options: ExpansionOptions

  init(start: RecurrenceStart, options: ExpansionOptions) {
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
    case .local(_, zone: let name?) where try !ZoneTransitions.named(name).hasSameHistory(as: start.zone):
      throw RecurrenceError(
        .startDisagrees,
        "DTSTART is in \(name), and the series is given in \(start.zone.identifier); leave one of them out.")
    default:
      let named = try occurrence(date)
      agrees = try !start.isAllDay && named == occurrence(.local(start.local, zone: nil))
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
    if text.rules.isEmpty, let first = try occurrence(.local(start.local, zone: nil)) { found.append(first) }
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
    var instants: [Int] = []
    var days: [Int] = []
    for date in dates {
      if case .date(let day) = date {
        days.append(day.dayNumber)
      } else if let occurrence = try occurrence(date) {
        instants.append(occurrence.startMilliseconds)
      }
    }
    return SeriesExclusions(instants: instants, days: days)
  }

  func occurrence(_ date: RecurrenceDate) throws(RecurrenceError) -> Occurrence? {
    try date.occurrence(in: start.zone, policy: options.zonePolicy)
  }
}
