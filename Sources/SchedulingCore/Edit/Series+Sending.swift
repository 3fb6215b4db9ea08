internal import Recurrence

extension Series {
  /// The recurrence as it is sent: one line for each property, RRULE first, without DTSTART.
  ///
  /// Dates and UNTIL are in UTC, sorted and unique, so that they mean the same in whatever zone the
  /// server reads them.
  var sentRecurrence: RecurrenceField {
    let shift = SeriesDateShift(text: text, start: start, deltaSeconds: 0, options: options)
    var sent = RecurrenceText()
    sent.rules = text.rules.map { $0.with(end: shift.end($0.end)) }
    sent.exclusionRules = text.exclusionRules.map { $0.with(end: shift.end($0.end)) }
    let additions = SentDates(text.additions, of: self)
    let exclusions = SentDates(text.exclusions, of: self)
    sent.additions = additions.dates
    sent.exclusions = exclusions.dates
    let lines =
      sent.rules.map { "RRULE:\($0)" } + additions.lines("RDATE")
      + sent.exclusionRules.map { "EXRULE:\($0)" } + exclusions.lines("EXDATE")
    return RecurrenceField(lines.joined(separator: "\n"), saying: sent)
  }
}

/// Dates of a series, sorted and unique, times in UTC but for those that UTC can't write.
private struct SentDates {
  private let seconds: [Int]
  /// On the series' clock: UTC ends some hours before the last local times, or begins after the first.
  private let locals: [LocalDateTime]
  private let days: [CivilDate]

  init(_ dates: [RecurrenceDate], of series: Series) {
    var days: Set<CivilDate> = []
    var instants: Set<Int> = []
    for date in dates {
      switch date {
      case .date(let day): days.insert(day)
      case .instant(let seconds): instants.insert(seconds)
      case .local:
        let policy = series.options.zonePolicy.shiftingGaps
        let named = try? date.occurrence(in: series.start.zone, policy: policy)
        if let named { instants.insert(named.startSeconds) }
      }
    }
    let zone = series.start.zone
    seconds = instants.filter(LocalDateTime.range.contains).sorted()
    locals = instants.subtracting(seconds).sorted()
      .compactMap { LocalDateTime(wallSeconds: $0 + zone.offsetSeconds(atInstant: $0)) }
    self.days = days.sorted()
  }

  var dates: [RecurrenceDate] {
    seconds.map { .instant(seconds: $0) } + locals.map { .local($0, zone: nil) } + days.map { .date($0) }
  }

  func lines(_ name: String) -> [String] {
    let times = dates.filter { if case .date = $0 { false } else { true } }
    return
      (times.isEmpty ? [] : ["\(name):" + times.map(\.description).joined(separator: ",")])
      + (days.isEmpty ? [] : ["\(name);VALUE=DATE:" + days.map(\.basicDescription).joined(separator: ",")])
  }
}
