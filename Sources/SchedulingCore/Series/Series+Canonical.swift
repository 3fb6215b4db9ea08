internal import Recurrence

extension Series {
  /// The recurrence as it is sent: one line for each property, RRULE first, without DTSTART.
  ///
  /// Dates and UNTIL are in UTC, sorted and unique, so that they mean the same in whatever zone the
  /// server reads them.
  var canonicalRecurrence: String {
    let shift = SeriesDateShift(text: text, start: start, deltaSeconds: 0, options: options)
    func line(_ name: String, _ rule: RecurrenceRule) -> String {
      "\(name):\(rule.with(end: shift.end(rule.end)))"
    }
    let lines =
      text.rules.map { line("RRULE", $0) } + dates("RDATE", text.additions)
      + text.exclusionRules.map { line("EXRULE", $0) } + dates("EXDATE", text.exclusions)
    return lines.joined(separator: "\n")
  }

  private func dates(_ name: String, _ dates: [RecurrenceDate]) -> [String] {
    var days: Set<CivilDate> = []
    var instants: Set<Int> = []
    for date in dates {
      switch date {
      case .date(let day): days.insert(day)
      case .instant(let seconds): instants.insert(seconds)
      case .local:
        let named = try? date.occurrence(in: start.zone, policy: options.zonePolicy.shiftingGaps)
        if let named { instants.insert(named.startSeconds) }
      }
    }
    let times = instants.sorted().compactMap { LocalDateTime(wallSeconds: $0) }
    return
      (times.isEmpty
      ? [] : ["\(name):" + times.map { "\($0.basicDescription)Z" }.joined(separator: ",")])
      + (days.isEmpty
        ? [] : ["\(name);VALUE=DATE:" + days.sorted().map(\.basicDescription).joined(separator: ",")])
  }
}
