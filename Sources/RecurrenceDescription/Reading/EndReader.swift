internal import Recurrence

/// Reads COUNT and UNTIL.
struct EndReader {
  let meaning: RuleMeaning
  let options: ExpansionOptions

  var end: EndPhrase {
    switch meaning.rule.end {
    case .never: return .never
    case .count(let count): return .count(count)
    case .until(let until): return .until(moment(until))
    case .countOrUntil(let count, let until): return .countOrUntil(count, moment(until))
    }
  }

  private func moment(_ until: RecurrenceUntil) -> Moment {
    guard let start = meaning.start else {
      switch until {
      case .date(let date): return Moment(date)
      case .local(let local): return Moment(local)
      case .instant(let seconds): return Moment(LocalDateTime(clamping: seconds), zone: "UTC")
      }
    }
    let wall: Int
    switch until {
    case .date(let date):
      let untilDate = start.isAllDay ? .endOfDay : options.untilDate
      wall = untilDate.lastWall(of: date)
    case .local(let local): wall = local.wallSeconds
    case .instant(let seconds): wall = seconds + start.zone.offsetSeconds(atInstant: seconds)
    }
    let bound = LocalDateTime(clamping: wall)
    guard let times = timesOfDay else { return Moment(bound) }
    // A bound between a day's last time and the next day's first is a bound between days.
    if bound.secondOfDay >= times.upperBound { return Moment(bound.date) }
    if bound.secondOfDay < times.lowerBound, let before = CivilDate(dayNumber: bound.date.dayNumber - 1) {
      return Moment(before)
    }
    return Moment(bound)
  }

  /// From a day's first time to its last; `nil` where the frequency counts them.
  private var timesOfDay: ClosedRange<Int>? {
    if meaning.start?.isAllDay == true, meaning.isDayOrLonger { return 0...0 }
    if let times = meaning.times, let first = times.first, let last = times.last { return first...last }
    guard meaning.isDayOrLonger, let hour = meaning.hours.first, let minute = meaning.minutes.first,
      let second = meaning.seconds.first, let lastHour = meaning.hours.last,
      let lastMinute = meaning.minutes.last, let lastSecond = meaning.seconds.last
    else { return nil }
    return (hour * 3600 + minute * 60 + second)...(lastHour * 3600 + lastMinute * 60 + lastSecond)
  }
}
