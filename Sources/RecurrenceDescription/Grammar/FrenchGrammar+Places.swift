internal import Recurrence

extension FrenchGrammar {
  func days(_ place: DayPlace) -> Clause {
    Clause(text: daysText(place), isSetOff: place.head != nil || !place.weekNumbers.isEmpty)
  }

  private func daysText(_ place: DayPlace) -> String {
    let inMonths = place.months.isEmpty ? "" : months(place.months, .and)
    let ofMonths = place.months.isEmpty ? nil : self.ofMonths(place.months)
    switch place.head {
    case nil:
      if !place.weekNumbers.isEmpty { return weekNumbers(place.weekNumbers, .and, of: false) }
      return place.areDaysNamed ? ofMonths ?? "" : inMonths
    case .everyDay:
      if !place.weekNumbers.isEmpty {
        return "tous les jours \(weekNumbers(place.weekNumbers, .and, of: true))"
      }
      return blanked("tous les jours", ofMonths ?? "")
    case .weekdays(let choice):
      let days = weekdays(choice, place)
      if !place.weekNumbers.isEmpty { return "\(days) \(weekNumbers(place.weekNumbers, .and, of: true))" }
      return blanked(days, ofMonths ?? "")
    case .monthDays(let days):
      if let dates = wholeDates(days, in: place.months), !dates.isEmpty {
        return list(dates.map { "le \(numeral($0.day)) \(Self.months[$0.month - 1])" }, .and)
      }
      if place.months.count > 1 {
        return "\(inMonths), \(list(places(days, of: "du mois", any: "chacun"), .and))"
      }
      if let last = days.last, last > 0, let month = place.months.first, month.isGregorian {
        return list(places(days, of: name(month), any: "chacun"), .and)
      }
      return list(places(days, of: ofMonths ?? scope(place, .month), any: "chacun"), .and)
    case .weekdaysWithin(let choice, let first, let last):
      let scope = place.months.count == 1 && place.months[0].isGregorian ? name(place.months[0]) : ofMonths
      return blanked(
        "\(all(choice)) du \(numeral(first)) au \(numeral(last))", scope ?? self.scope(place, .month))
    case .ordinals(let days):
      return ordinals(days, .and, of: ofMonths ?? scope(place, days.period), any: "chaque")
    case .ranked(let ranks, let choice, let period):
      return ranked(ranks, choice, of: ofMonths ?? scope(place, period))
    case .yearDays(let days):
      return list(places(days, of: "de l’année", any: "chacun", isYear: true), .and)
    }
  }

  /// Of which period; nothing where the cadence has just named it.
  private func scope(_ place: DayPlace, _ period: DayPeriod) -> String {
    if period == .year { return "de l’année" }
    if place.isPeriodNamed { return "" }
    return place.weekdayForm == .every ? "de chaque mois" : "du mois"
  }

  private func weekdays(_ choice: WeekdayChoice, _ place: DayPlace) -> String {
    if place.weekdayForm == .every, place.weekNumbers.isEmpty {
      return all(choice)
    }
    return choice.isWorkWeek ? Self.workWeek : list(choice.days.map { "le \(name($0))" }, .and)
  }

  /// “le premier lundi et le dernier vendredi du mois”.
  func ordinals(_ days: OrdinalDays, _ conjunction: Conjunction, of scope: String, any: String) -> String {
    let words = days.ordered.map { ordinal($0.ordinal) }
    let isPlain = words.allSatisfy(\.suffix.isEmpty)
    var items: [String]
    if isPlain, let weekday = commonWeekday(days) {
      items = [list(words.map { elided("le", $0.word) }, conjunction) + " \(name(weekday))"]
    } else {
      items = zip(days.ordered, words).map { day, ordinal in
        blanked("\(elided("le", ordinal.word)) \(name(day.weekday))", ordinal.suffix, isPlain ? "" : scope)
      }
    }
    let plain = days.plain.map { $0.days.map { "\(any) \(name($0))" } } ?? []
    if isPlain, plain.isEmpty { return blanked(list(items, conjunction), scope) }
    if isPlain { items = items.map { blanked($0, scope) } }
    return list(items + plain, conjunction)
  }

  private func ranked(_ ranks: [Int], _ choice: WeekdayChoice, of scope: String) -> String {
    let noun =
      choice.isWorkWeek
      ? "jour de semaine (\(Self.workWeek))"
      : choice.isWeekend ? "jour de week-end" : "des \(list(choice.days.map { "\(name($0))s" }, .and))"
    let words = inReadingOrder(ranks).map { ordinal($0) }
    if words.allSatisfy(\.suffix.isEmpty) {
      return blanked(list(words.map { elided("le", $0.word) }, .and), noun, scope)
    }
    return list(
      words.map { word, suffix in
        blanked("\(elided("le", word)) \(noun)", suffix, scope)
      }, .and)
  }

  /// “le 1er”, “chaque jour du 10 au 15”, “le dernier jour”, “chacun des 3 derniers jours”.
  func places(_ places: [Int], of scope: String, any: String, isYear: Bool = false) -> [String] {
    let runs = Run.places(places)
    return runs.enumerated().map { index, run in
      // What counts from the end says from the end of what; else the last place says it for all.
      let isLast = index == runs.count - 1
      switch run {
      case .through(let first, -1): return blanked("\(any) des \(-first) derniers jours", scope)
      case .through(let first, let last):
        let day = any == "chacun" ? "chaque" : "un"
        let ends =
          isYear ? "du \(first)e au \(last)e jour" : "du \(numeral(first)) au \(numeral(last))"
        return blanked("\(day) jour \(ends)", isLast ? scope : "")
      case .one(let place):
        let (word, suffix) = ordinal(place)
        if place < 0 {
          return blanked("\(elided("le", word)) jour", suffix, isLast || !suffix.isEmpty ? scope : "")
        }
        return blanked(
          isYear ? "le \(place == 1 ? "1er" : "\(place)e") jour" : "le \(numeral(place))", isLast ? scope : ""
        )
      }
    }
  }

  func weekNumbers(_ weeks: [Int], _ conjunction: Conjunction, of isGenitive: Bool) -> String {
    let plain = numbers(weeks.filter { $0 > 0 }, to: "à")
    let isOne = weeks.count { $0 > 0 } == 1 || conjunction == .or
    var items: [String] = []
    let (one, many) = isGenitive ? ("de la", "des") : ("pendant la", "pendant les")
    if !plain.isEmpty {
      items.append("\(isOne ? "\(one) semaine" : "\(many) semaines") \(list(plain, conjunction))")
    }
    items += weeks.filter { $0 < 0 }.map { week in
      let (word, suffix) = ordinal(week, isFeminine: true)
      return blanked("\(elided(one, word)) semaine", suffix, "de l’année")
    }
    return list(items, conjunction)
  }

  func months(_ months: [CalendarMonth], _ conjunction: Conjunction) -> String {
    list(months.map { $0.isGregorian ? "en \(name($0))" : "au \(name($0))" }, conjunction)
  }

  /// “de juin et d’août”.
  private func ofMonths(_ months: [CalendarMonth]) -> String {
    list(
      months.map { month in
        let name = name(month)
        if !month.isGregorian { return "du \(name)" }
        return "aeiou".contains(name.prefix(1)) ? "d’\(name)" : "de \(name)"
      }, .and)
  }

  private func name(_ month: CalendarMonth) -> String {
    if month.isGregorian { return Self.months[month.number - 1] }
    let word = ordinal(month.number).word
    return month.isLeap ? "mois intercalaire après le \(word)" : "\(word) mois"
  }

  func times(_ times: TimePlace) -> String {
    var parts: [String] = []
    switch times.clock {
    case nil: break
    case .list(let times): parts.append(list(times.map { "à \(clock($0))" }, .and))
    case .span(let step, let from, let to):
      parts.append("\(every(step)) de \(clock(from)) à \(clock(to))")
    }
    if times.minutes == [0] {
      parts.append("à l’heure pile")
    } else if !times.minutes.isEmpty {
      parts.append(counted(times.minutes, one: "à la minute", many: "aux minutes", to: "à"))
    }
    if !times.seconds.isEmpty {
      parts.append(counted(times.seconds, one: "à la seconde", many: "aux secondes", to: "à"))
    }
    if !times.windows.isEmpty {
      parts.append(
        list(
          times.windows.map {
            let (from, to) = (clock($0.lowerBound * 3600), clock(end(ofHour: $0.upperBound)))
            return times.areWindowsLoose ? "entre \(from) et \(to)" : "de \(from) à \(to)"
          }, .and))
    }
    return parts.joined(separator: " ")
  }

  private func every(_ step: Int) -> String {
    if step % 3600 == 0 { return step == 3600 ? "toutes les heures" : "toutes les \(step / 3600) heures" }
    return step == 60 ? "toutes les minutes" : "toutes les \(step / 60) minutes"
  }
}
