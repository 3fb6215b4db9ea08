internal import Recurrence

/// Makes a rule's meaning a phrase: what comes round, which of it, and until when.
struct PhraseMaker {
  private let meaning: RuleMeaning
  private let options: ExpansionOptions

  static func phrase(_ rule: RecurrenceRule, start: RecurrenceStart?, options: ExpansionOptions) -> RulePhrase
  {
    var meaning = RuleMeaning(rule, start: start)
    meaning.resolvePositions()
    meaning.widen()
    return PhraseMaker(meaning: meaning, options: options).phrase
  }

  private var phrase: RulePhrase {
    let parts = splitDays()
    var phrase = RulePhrase(cadence: cadence(of: parts.days))
    phrase.days = parts.days
    phrase.limitDays = parts.limit
    switch phrase.cadence {
    case .weekdays:
      phrase.days.head = nil
      phrase.days.areDaysNamed = true
    case .everyOther: phrase.days.head = nil
    case .each(let unit, let interval): phrase.days.areDaysNamed = unit == .daily && interval == 1
    }
    phrase.days.weekdayForm = weekdayForm(in: phrase.cadence)
    phrase.days.isPeriodNamed = isMonthNamed(by: phrase.cadence)
    (phrase.times, phrase.limitTimes) = times
    if !meaning.positions.isEmpty {
      phrase.positions = PositionChoice(positions: meaning.positions, period: meaning.frequency)
    }
    phrase.weekStart = meaning.relevantWeekStart
    phrase.calendar = meaning.isGregorian ? nil : meaning.rule.scale?.calendar
    phrase.end = EndReader(meaning: meaning, options: options).end
    return phrase
  }

  // MARK: Days

  /// Whether the period that the frequency counts makes no difference.
  private var isEveryPeriod: Bool { meaning.interval == 1 && meaning.positions.isEmpty }

  /// What the cadence names, and what it counts on through.
  private func splitDays() -> (days: DayPlace, limit: DayPlace) {
    let whole = DayPlaceReader(meaning: meaning).place
    let isWholeNamed = isEveryPeriod || (meaning.frequency < .daily && meaning.interval == 1)
    if isWholeNamed || meaning.frequency == .yearly { return (whole, DayPlace()) }
    guard meaning.frequency >= .weekly else { return (DayPlace(), whole) }
    var days = whole
    var limit = DayPlace()
    limit.months = days.months
    days.months = []
    return (days, limit)
  }

  private func cadence(of days: DayPlace) -> Cadence {
    if meaning.frequency == .weekly, meaning.interval == 2, meaning.positions.isEmpty,
      case .weekdays(let choice) = days.head, let day = choice.days.first, choice.days.count == 1
    {
      return .everyOther(day)
    }
    guard isEveryPeriod, meaning.isDayOrLonger else { return .each(meaning.frequency, meaning.interval) }
    let inMonths = days.months.isEmpty ? Frequency.monthly : .yearly
    if !days.weekNumbers.isEmpty { return .each(.yearly, 1) }
    switch days.head {
    case .weekdays(let choice): return .weekdays(choice)
    case .monthDays, .weekdaysWithin: return .each(inMonths, 1)
    case .ordinals(let days): return .each(days.period == .month ? inMonths : .yearly, 1)
    case .ranked(_, _, let period): return .each(period == .month ? inMonths : .yearly, 1)
    case .everyDay, .yearDays: return .each(.yearly, 1)
    case nil:
      guard meaning.isDayOpen else { return .each(.daily, 1) }
      return .each(meaning.frequency == .monthly ? inMonths : meaning.frequency, 1)
    }
  }

  private func weekdayForm(in cadence: Cadence) -> DayPlace.WeekdayForm {
    guard case .each(let unit, _) = cadence, unit >= .weekly else { return .habitual }
    return unit == .weekly ? .ofWeek : .every
  }

  private func isMonthNamed(by cadence: Cadence) -> Bool {
    if case .each(.monthly, _) = cadence { true } else { false }
  }

  // MARK: Times

  private var times: (named: TimePlace, limit: TimePlace) {
    var named = TimePlace()
    var limit = TimePlace()
    if meaning.isDayOrLonger {
      named = timesOfDay
    } else {
      let counted = TimePlace(
        minutes: meaning.frequency <= .minutely ? meaning.minutes : [],
        seconds: meaning.frequency == .secondly ? meaning.seconds : [], windows: windows)
      if meaning.frequency == .hourly { named.minutes = meaning.minutes }
      if meaning.frequency > .secondly, meaning.seconds != [0] || meaning.start == nil {
        named.seconds = meaning.seconds
      }
      if meaning.interval == 1 {
        named.windows = counted.windows
        if named.minutes.isEmpty { named.minutes = counted.minutes }
        if named.seconds.isEmpty { named.seconds = counted.seconds }
      } else {
        limit = counted
      }
    }
    return (named, limit)
  }

  private var windows: [ClosedRange<Int>] {
    Run.runs(of: meaning.hours).flatMap { run -> [ClosedRange<Int>] in
      switch run {
      case .one(let hour): [hour...hour]
      case .through(let first, let last): [first...last]
      }
    }.reduce(into: []) { runs, next in
      // Two hours that follow each other make one stretch here.
      if let last = runs.last, last.upperBound + 1 == next.lowerBound {
        runs[runs.count - 1] = last.lowerBound...next.upperBound
      } else {
        runs.append(next)
      }
    }
  }

  private var timesOfDay: TimePlace {
    var place = TimePlace()
    if let times = meaning.times {
      place.clock = ClockTimes(times)
      return place
    }
    let (hours, minutes, seconds) = (meaning.hours, meaning.minutes, meaning.seconds)
    if !hours.isEmpty, !minutes.isEmpty, !seconds.isEmpty, hours.count * minutes.count * seconds.count <= 1440
    {
      let times = hours.flatMap { hour in
        minutes.flatMap { minute in seconds.map { hour * 3600 + minute * 60 + $0 } }
      }
      place.clock = ClockTimes(times)
      if place.clock != nil { return place }
    }
    if seconds.isEmpty, !hours.isEmpty, !minutes.isEmpty {
      // The seconds would be the start's; to the minute the times are known.
      place.clock = ClockTimes(hours.flatMap { hour in minutes.map { hour * 3600 + $0 * 60 } })
      if place.clock != nil { return place }
    }
    place.minutes = minutes
    place.seconds = seconds == [0] && meaning.start != nil ? [] : seconds
    place.windows = windows
    place.areWindowsLoose = minutes.isEmpty
    return place
  }
}
