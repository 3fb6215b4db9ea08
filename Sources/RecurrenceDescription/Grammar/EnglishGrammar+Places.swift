internal import Recurrence

extension EnglishGrammar {
  func days(_ place: DayPlace) -> Clause {
    Clause(text: daysText(place), isSetOff: place.head != nil && place.weekdayForm == .habitual)
  }

  private func daysText(_ place: DayPlace) -> String {
    let months = place.months.isEmpty ? "" : self.months(place.months, .and)
    let inMonths = months.isEmpty ? "" : "in \(months)"
    switch place.head {
    case nil:
      return place.weekNumbers.isEmpty ? inMonths : "in \(weekNumbers(place.weekNumbers, .and))"
    case .everyDay:
      if !place.weekNumbers.isEmpty { return "on every day of \(weekNumbers(place.weekNumbers, .and))" }
      return months.isEmpty ? "on every day" : "on every day in \(months)"
    case .weekdays(let choice):
      if !place.weekNumbers.isEmpty {
        return "on the \(weekdays(choice, place)) of \(weekNumbers(place.weekNumbers, .and))"
      }
      let days = "on \(weekdays(choice, place))"
      return inMonths.isEmpty ? days : "\(days) \(inMonths)"
    case .monthDays(let days):
      if let dates = wholeDates(days, in: place.months), !dates.isEmpty {
        return "on " + list(dates.map { "\(Self.months[$0.month - 1]) \($0.day)" }, .and)
      }
      let places = list(places(days), .and)
      if !place.months.isEmpty {
        return place.months.count == 1 ? "on \(places) of \(months)" : "\(inMonths) on \(places) of the month"
      }
      return "on \(places)" + scope(place, .month)
    case .weekdaysWithin(let choice, let first, let last):
      let days = choice.isWorkWeek ? "weekday" : list(choice.days.map(name), .or)
      return "on any \(days) from the \(numeral(first)) to the \(numeral(last))"
        + (months.isEmpty ? scope(place, .month) : " of \(months)")
    case .ordinals(let days):
      return "on \(ordinals(days, .and))" + (months.isEmpty ? scope(place, days.period) : " of \(months)")
    case .ranked(let ranks, let choice, let period):
      return "on \(ranked(ranks, choice))" + (months.isEmpty ? scope(place, period) : " of \(months)")
    case .yearDays(let days):
      let isPlain = days.allSatisfy { $0 > 0 } && Run.places(days).count == days.count
      return "on \(list(places(days, isYear: true), .and))\(isPlain ? " day" : "") of the year"
    }
  }

  /// Of which period; nothing where the cadence has just named it.
  private func scope(_ place: DayPlace, _ period: DayPeriod) -> String {
    if period == .year { return " of the year" }
    if place.isPeriodNamed { return "" }
    return place.weekdayForm == .every ? " of every month" : " of the month"
  }

  private func weekdays(_ choice: WeekdayChoice, _ place: DayPlace) -> String {
    let inWeeks = !place.weekNumbers.isEmpty
    switch place.weekdayForm {
    case .ofWeek: return choice.isWorkWeek ? "weekdays" : list(choice.days.map(name), .and)
    case .every where inWeeks: return choice.isWorkWeek ? "weekdays" : list(choice.days.map(name), .and)
    case .every: return "every " + (choice.isWorkWeek ? "weekday" : list(choice.days.map(name), .and))
    case .habitual:
      return choice.isWorkWeek ? "weekdays" : list(choice.days.map { name($0) + "s" }, .and)
    }
  }

  func ordinals(_ days: OrdinalDays, _ conjunction: Conjunction) -> String {
    var items: [String]
    if let weekday = commonWeekday(days) {
      items = ["the \(list(days.ordered.map { ordinal($0.ordinal) }, conjunction)) \(name(weekday))"]
    } else {
      items = days.ordered.map { "the \(ordinal($0.ordinal)) \(name($0.weekday))" }
    }
    if let plain = days.plain { items += plain.days.map { "every \(name($0))" } }
    return list(items, conjunction)
  }

  private func ranked(_ ranks: [Int], _ choice: WeekdayChoice) -> String {
    let words = inReadingOrder(ranks).map(ordinal)
    if choice.isWorkWeek { return "the \(list(words, .and)) weekday" }
    if choice.isWeekend { return "the \(list(words, .and)) weekend day" }
    return "the \(list(words, .and)) of the \(list(choice.days.map { name($0) + "s" }, .and))"
  }

  /// “the 1st”, “each day from the 10th to the 15th”, “the last day”, “each of the last 3 days”.
  func places(_ places: [Int], isYear: Bool = false) -> [String] {
    let runs = Run.places(places)
    let noun = isYear ? " day" : ""
    if places.allSatisfy({ $0 > 0 }), runs.count == places.count {
      let numerals = places.map(numeral)
      return ["the \(numerals[0])"] + numerals.dropFirst()
    }
    return runs.map { run in
      switch run {
      case .through(let first, -1): "each of the last \(-first) days"
      case .through(let first, let last): "each day from the \(numeral(first)) to the \(numeral(last))\(noun)"
      case .one(let place) where place < 0: "the \(ordinal(place)) day"
      case .one(let place): "the \(numeral(place))\(noun)"
      }
    }
  }

  func weekNumbers(_ weeks: [Int], _ conjunction: Conjunction) -> String {
    let plain = numbers(weeks.filter { $0 > 0 }, to: "to")
    var items: [String] = []
    let isOne = weeks.count { $0 > 0 } == 1 || conjunction == .or
    if !plain.isEmpty { items.append("\(isOne ? "week" : "weeks") \(list(plain, conjunction))") }
    items += weeks.filter { $0 < 0 }.map { "the \(ordinal($0)) week of the year" }
    return list(items, conjunction)
  }

  func months(_ months: [CalendarMonth], _ conjunction: Conjunction) -> String {
    list(
      months.map { month in
        if month.isGregorian { return Self.months[month.number - 1] }
        return month.isLeap
          ? "the leap month after the \(ordinal(month.number))" : "the \(ordinal(month.number)) month"
      }, conjunction)
  }

  func times(_ times: TimePlace) -> String {
    var parts: [String] = []
    switch times.clock {
    case nil: break
    case .list(let times): parts.append("at \(list(times.map(clock), .and))")
    case .span(let step, let from, let to):
      let unit =
        step % 3600 == 0
        ? (step == 3600 ? "hour" : "\(step / 3600) hours") : (step == 60 ? "minute" : "\(step / 60) minutes")
      parts.append("every \(unit) from \(clock(from)) to \(clock(to))")
    }
    if times.minutes == [0] {
      parts.append("on the hour")
    } else if !times.minutes.isEmpty {
      let isOne = times.minutes == [1]
      parts.append(
        "at \(list(numbers(times.minutes, to: "to"), .and)) \(isOne ? "minute" : "minutes") past the hour"
      )
    }
    if !times.seconds.isEmpty {
      let isOne = times.seconds == [1]
      parts.append(
        "at \(list(numbers(times.seconds, to: "to"), .and)) \(isOne ? "second" : "seconds") past the minute"
      )
    }
    if !times.windows.isEmpty {
      parts.append(
        list(
          times.windows.map {
            let (from, to) = (clock($0.lowerBound * 3600), clock(end(ofHour: $0.upperBound)))
            return times.areWindowsLoose ? "between \(from) and \(to)" : "from \(from) to \(to)"
          }, .and))
    }
    return parts.joined(separator: " ")
  }
}
