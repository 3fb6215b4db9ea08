internal import Recurrence

extension GermanGrammar {
  func days(_ place: DayPlace) -> Clause {
    Clause(text: daysText(place), isSetOff: place.head != nil && place.weekdayForm == .habitual)
  }

  private func daysText(_ place: DayPlace) -> String {
    let months = place.months.isEmpty ? "" : self.months(place.months, .and)
    switch place.head {
    case nil:
      return place.weekNumbers.isEmpty ? months : "in \(weekNumbers(place.weekNumbers, .and))"
    case .everyDay:
      if !place.weekNumbers.isEmpty { return "an jedem Tag in \(weekNumbers(place.weekNumbers, .and))" }
      return months.isEmpty ? "an jedem Tag" : "an jedem Tag \(months)"
    case .weekdays(let choice):
      let days = weekdays(choice, place)
      if !place.weekNumbers.isEmpty { return "\(days) in \(weekNumbers(place.weekNumbers, .and))" }
      return months.isEmpty ? days : "\(days) \(months)"
    case .monthDays(let days):
      if let dates = wholeDates(days, in: place.months), !dates.isEmpty {
        return list(dates.map { "am \($0.day). \(Self.months[$0.month - 1])" }, .and)
      }
      let places = onPlaces(days)
      if !place.months.isEmpty {
        guard place.months.count == 1 else { return "\(months) \(places)" }
        return (days.last ?? 0) > 0 ? "\(places) \(bare(place.months))" : "\(places) \(months)"
      }
      return places + scope(place, .month)
    case .weekdaysWithin(let choice, let first, let last):
      let days = choice.isWorkWeek ? Self.workWeek : list(choice.days.map(name), .or)
      return "an jedem \(days) vom \(first). bis zum \(last)."
        + (place.months.count == 1
          ? " \(bare(place.months))" : months.isEmpty ? scope(place, .month) : " \(months)")
    case .ordinals(let days):
      return ordinals(days, .dative, .and) + (months.isEmpty ? scope(place, days.period) : " \(months)")
    case .ranked(let ranks, let choice, let period):
      return ranked(ranks, choice) + (months.isEmpty ? scope(place, period) : " \(months)")
    case .yearDays(let days):
      if days.allSatisfy({ $0 > 0 }), Run.places(days).count == days.count {
        return "am \(list(days.map { "\($0)." }, .and)) Tag des Jahres"
      }
      return "\(list(places(days, .dative, isYear: true), .and)) des Jahres"
    }
  }

  /// Of which period; nothing where the cadence has just named it.
  private func scope(_ place: DayPlace, _ period: DayPeriod) -> String {
    if period == .year { return " des Jahres" }
    if place.isPeriodNamed { return "" }
    return place.weekdayForm == .every ? " jedes Monats" : " des Monats"
  }

  private func weekdays(_ choice: WeekdayChoice, _ place: DayPlace) -> String {
    switch place.weekdayForm {
    case .every where place.weekNumbers.isEmpty:
      return "an jedem " + (choice.isWorkWeek ? Self.workWeek : list(choice.days.map(name), .and))
    case .ofWeek, .every:
      return choice.isWorkWeek ? "von Montag bis Freitag" : "am \(list(choice.days.map(name), .and))"
    case .habitual:
      return choice.isWorkWeek
        ? "von Montag bis Freitag" : list(choice.days.map { "\(name($0).lowercased())s" }, .and)
    }
  }

  func ordinals(_ days: OrdinalDays, _ grammaticalCase: Case, _ conjunction: Conjunction) -> String {
    let article = grammaticalCase == .dative ? "am" : "der"
    var items: [String]
    if let weekday = commonWeekday(days) {
      let places = days.ordered.map { declined($0.ordinal, grammaticalCase) }
      items = ["\(article) \(list(places, conjunction)) \(name(weekday))"]
    } else {
      items = days.ordered.map { "\(article) \(declined($0.ordinal, grammaticalCase)) \(name($0.weekday))" }
    }
    if let plain = days.plain {
      items += plain.days.map { "\(grammaticalCase == .dative ? "an jedem" : "irgendein") \(name($0))" }
    }
    return list(items, conjunction)
  }

  private func ranked(_ ranks: [Int], _ choice: WeekdayChoice) -> String {
    let words = list(inReadingOrder(ranks).map { declined($0, .dative) }, .and)
    if choice.isWorkWeek { return "am \(words) \(Self.workWeek)" }
    if choice.isWeekend { return "am \(words) Wochenendtag" }
    return "am \(words) der Tage \(list(choice.days.map(name), .and))"
  }

  private func onPlaces(_ places: [Int]) -> String {
    if places.allSatisfy({ $0 > 0 }), Run.places(places).count == places.count {
      return "am " + list(places.map { "\($0)." }, .and)
    }
    return list(self.places(places, .dative), .and)
  }

  /// “am 1.”, “an jedem Tag vom 10. bis zum 15.”, “am letzten Tag”, “an jedem der letzten 3 Tage”.
  func places(_ places: [Int], _ grammaticalCase: Case, isYear: Bool = false) -> [String] {
    let isDative = grammaticalCase == .dative
    let article = isDative ? "am" : "der"
    return Run.places(places).map { run in
      switch run {
      case .through(let first, -1): "\(isDative ? "an jedem" : "einer") der letzten \(-first) Tage"
      case .through(let first, let last):
        "\(isDative ? "an jedem Tag" : "ein Tag") vom \(first). bis zum \(last)."
      case .one(let place) where place < 0: "\(article) \(declined(place, grammaticalCase)) Tag"
      case .one(let place): "\(article) \(place)." + (isYear ? " Tag" : "")
      }
    }
  }

  func weekNumbers(_ weeks: [Int], _ conjunction: Conjunction) -> String {
    var items: [String] = []
    let plain = numbers(weeks.filter { $0 > 0 }, to: "bis")
    let isOne = weeks.count { $0 > 0 } == 1 || conjunction == .or
    if !plain.isEmpty {
      items.append("\(isOne ? "Kalenderwoche" : "den Kalenderwochen") \(list(plain, conjunction))")
    }
    items += weeks.filter { $0 < 0 }.map { "der \(declined($0, .dative)) Kalenderwoche des Jahres" }
    return list(items, conjunction)
  }

  /// “November”, as it follows a day: “am 8. November”.
  private func bare(_ months: [CalendarMonth]) -> String {
    months[0].isGregorian ? Self.months[months[0].number - 1] : self.months(months, .and)
  }

  /// “im Juni und Juli”.
  func months(_ months: [CalendarMonth], _ conjunction: Conjunction) -> String {
    "im "
      + list(
        months.map { month in
          if month.isGregorian { return Self.months[month.number - 1] }
          return month.isLeap
            ? "Schaltmonat nach dem \(declined(month.number, .dative))"
            : "\(declined(month.number, .dative)) Monat"
        }, conjunction)
  }

  func times(_ times: TimePlace) -> String {
    var parts: [String] = []
    switch times.clock {
    case nil: break
    case .list(let times): parts.append("um \(list(times.map(clock), .and)) Uhr")
    case .span(let step, let from, let to):
      parts.append("\(every(step)) von \(clock(from)) bis \(clock(to)) Uhr")
    }
    if times.minutes == [0] {
      parts.append("zur vollen Stunde")
    } else if !times.minutes.isEmpty {
      parts.append(counted(times.minutes, one: "in Minute", many: "in den Minuten", to: "bis"))
    }
    if !times.seconds.isEmpty {
      parts.append(counted(times.seconds, one: "in Sekunde", many: "in den Sekunden", to: "bis"))
    }
    if !times.windows.isEmpty {
      parts.append(
        list(
          times.windows.map {
            let (from, to) = (clock($0.lowerBound * 3600), clock(end(ofHour: $0.upperBound)))
            return times.areWindowsLoose ? "zwischen \(from) und \(to) Uhr" : "von \(from) bis \(to) Uhr"
          }, .and))
    }
    return parts.joined(separator: " ")
  }

  private func every(_ step: Int) -> String {
    if step % 3600 == 0 { return step == 3600 ? "jede Stunde" : "alle \(step / 3600) Stunden" }
    return step == 60 ? "jede Minute" : "alle \(step / 60) Minuten"
  }
}
