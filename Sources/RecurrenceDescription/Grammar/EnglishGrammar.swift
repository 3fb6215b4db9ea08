internal import Recurrence

/// English, with dates and 12-hour times as in North America.
struct EnglishGrammar: Grammar {
  let ifThat = "if that is"
  let also = "also"
  let andAlso = "and also"
  let except = "except"
  let nothing = "never"

  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
  private static let calendars = [
    "Buddhist", "Chinese", "Coptic", "Korean", "Ethiopian", "Hebrew", "Indian", "Islamic", "Japanese",
    "Persian",
  ]
  private static let ordinals = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
  ]

  func list(_ items: [String], _ conjunction: Conjunction) -> String {
    list(items, joining: conjunction == .and ? "and" : "or")
  }

  func cadence(_ cadence: Cadence) -> String {
    switch cadence {
    case .each(let unit, 1): "every \(name(unit))"
    case .each(let unit, 2) where unit >= .daily: "every other \(name(unit))"
    case .each(let unit, let interval): "every \(interval) \(name(unit))s"
    case .weekdays(let choice):
      choice.isWorkWeek ? "every weekday" : "every \(list(choice.days.map(name), .and))"
    case .everyOther(let day): "every other \(name(day))"
    }
  }

  func condition(_ condition: DayCondition) -> String {
    switch condition {
    case .weekdays(let choice):
      "a \(choice.isWorkWeek ? "weekday" : choice.isWeekend ? "weekend day" : list(choice.days.map(name), .or))"
    case .ordinals(let days): "\(ordinals(days, .or)) \(period(days.period))"
    case .monthDays(let days): "\(list(places(days), .or)) of the month"
    case .weekNumbers(let weeks): "in \(weekNumbers(weeks, .or))"
    case .months(let months): "in \(self.months(months, .or))"
    }
  }

  func limit(_ text: String) -> String { "but only \(text)" }

  func positions(_ choice: PositionChoice) -> String {
    let places = inReadingOrder(choice.positions).map { "the \(ordinal($0))" }
    return
      "and of these only \(list(places, .and)) \(choice.period == .daily ? "on" : "in") each \(name(choice.period))"
  }

  func existence(_ existence: DayExistence) -> String {
    switch existence {
    case .monthsWith31Days: "in months that have 31 days"
    case .notInFebruary: "except in February"
    case .leapFebruary: "in February only in leap years"
    case .leapYears: "in leap years only"
    case .yearsWith53Weeks: "in years that have 53 weeks"
    case .monthsWithOne: "in months that have one"
    case .yearsWithOne: "in years that have one"
    case .whereItExists: "whenever there is such a day"
    case .movedBack: "or on the nearest earlier day where that date does not exist"
    case .movedForward: "or on the nearest later day where that date does not exist"
    case .inMonthBefore: "or in the month before where there is no such month"
    case .inMonthAfter: "or in the month after where there is no such month"
    case .never(let isOne): isOne ? "a day that never comes" : "days that never come"
    }
  }

  func weekStart(_ weekday: Weekday) -> String { "with weeks that start on \(name(weekday))" }
  func calendar(_ name: String) -> String {
    let known = CalendarName(rawValue: name).map { Self.calendars[$0.index] }
    return "by the \(known ?? name) calendar"
  }
  func count(_ count: Int) -> String { count == 1 ? "once only" : "\(count) times in total" }
  func until(_ moment: Moment) -> String { "until \(bare(moment))" }
  func moment(_ moment: Moment) -> String { "on \(bare(moment))" }

  func bare(_ moment: Moment) -> String {
    let (year, month, day) = moment.date.components
    let time = moment.secondOfDay.map { " at \(clock($0))" } ?? ""
    return "\(Self.months[month - 1]) \(day), \(year)\(time)" + zone(moment)
  }

  // MARK: Words

  func name(_ weekday: Weekday) -> String { Self.weekdays[Int(weekday.rawValue)] }

  func name(_ unit: Frequency) -> String {
    switch unit {
    case .secondly: "second"
    case .minutely: "minute"
    case .hourly: "hour"
    case .daily: "day"
    case .weekly: "week"
    case .monthly: "month"
    case .yearly: "year"
    }
  }

  /// “first”, “second-to-last”, “21st-to-last”.
  func ordinal(_ place: Int) -> String {
    let rank = abs(place)
    if place == -1 { return "last" }
    let word = rank <= Self.ordinals.count ? Self.ordinals[rank - 1] : numeral(rank)
    return place > 0 ? word : "\(word)-to-last"
  }

  /// “1st”, “22nd”, “113th”.
  func numeral(_ number: Int) -> String {
    let suffix =
      switch (number % 10, number % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(number)\(suffix)"
  }

  func clock(_ time: Int) -> String {
    let hour = time / 3600
    return "\(digital(time, hour: (hour + 11) % 12 + 1)) \(hour < 12 ? "AM" : "PM")"
  }

  func period(_ period: DayPeriod) -> String { period == .month ? "of the month" : "of the year" }
}
