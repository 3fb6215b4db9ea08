internal import Recurrence

extension SpanishGrammar {
  func days(_ place: DayPlace) -> Clause {
    Clause(text: daysText(place), isSetOff: place.head != nil)
  }

  private func daysText(_ place: DayPlace) -> String {
    let months = place.months.isEmpty ? "" : self.months(place.months, .and)
    switch place.head {
    case nil:
      if !place.weekNumbers.isEmpty { return weekNumbers(place.weekNumbers, .and, "en") }
      return months.isEmpty ? "" : place.areDaysNamed ? ofMonths(place.months) : "en \(months)"
    case .everyDay:
      if !place.weekNumbers.isEmpty { return "todos los días \(weekNumbers(place.weekNumbers, .and, "de"))" }
      return blanked("todos los días", months.isEmpty ? "" : ofMonths(place.months))
    case .weekdays(let choice):
      let days = weekdays(choice, place)
      if !place.weekNumbers.isEmpty { return "\(days) \(weekNumbers(place.weekNumbers, .and, "de"))" }
      return months.isEmpty ? days : "\(days) \(ofMonths(place.months))"
    case .monthDays(let days):
      if let dates = wholeDates(days, in: place.months), !dates.isEmpty {
        return list(dates.map { "el \($0.day) de \(Self.months[$0.month - 1])" }, .and)
      }
      if place.months.count > 1 { return "en \(months), \(places(days, .and, of: "del mes"))" }
      return places(days, .and, of: months.isEmpty ? scope(place, .month) : self.ofMonths(place.months))
    case .weekdaysWithin(let choice, let first, let last):
      let days = choice.isWorkWeek ? "día \(Self.workWeek)" : list(choice.days.map(name), .or)
      return blanked(
        "cualquier \(days) del \(first) al \(last)",
        months.isEmpty ? scope(place, .month) : self.ofMonths(place.months))
    case .ordinals(let days):
      return ordinals(
        days, .and, of: months.isEmpty ? scope(place, days.period) : self.ofMonths(place.months), any: "cada")
    case .ranked(let ranks, let choice, let period):
      return ranked(ranks, choice, of: months.isEmpty ? scope(place, period) : self.ofMonths(place.months))
    case .yearDays(let days):
      return places(days, .and, of: "del año")
    }
  }

  /// Of which period; nothing where the cadence has just named it.
  private func scope(_ place: DayPlace, _ period: DayPeriod) -> String {
    if period == .year { return "del año" }
    if place.isPeriodNamed { return "" }
    return place.weekdayForm == .every ? "de cada mes" : "del mes"
  }

  private func weekdays(_ choice: WeekdayChoice, _ place: DayPlace) -> String {
    switch place.weekdayForm {
    case .every where place.weekNumbers.isEmpty:
      choice.isWorkWeek
        ? "todos los días \(Self.workWeek)" : "todos los \(list(choice.days.map(plural), .and))"
    case .ofWeek where choice.days.count == 1: "el \(list(choice.days.map(name), .and))"
    case .every: choice.isWorkWeek ? Self.workWeek : list(choice.days.map { "el \(name($0))" }, .and)
    case .ofWeek, .habitual:
      choice.isWorkWeek ? Self.workWeek : "los \(list(choice.days.map(plural), .and))"
    }
  }

  /// “el primer lunes y el último viernes del mes”.
  func ordinals(_ days: OrdinalDays, _ conjunction: Conjunction, of scope: String, any: String) -> String {
    let words = days.ordered.map { ordinal($0.ordinal) }
    let isPlain = words.allSatisfy(\.suffix.isEmpty)
    var items: [String]
    if isPlain, let weekday = commonWeekday(days) {
      items = [list(words.map { "el \($0.word)" }, conjunction) + " \(name(weekday))"]
    } else {
      items = zip(days.ordered, words).map { day, ordinal in
        blanked("el", ordinal.word, name(day.weekday), ordinal.suffix, isPlain ? "" : scope)
      }
    }
    let plain = days.plain.map { $0.days.map { "\(any) \(name($0))" } } ?? []
    if isPlain, plain.isEmpty { return blanked(list(items, conjunction), scope) }
    if isPlain { items = items.map { blanked($0, scope) } }
    return list(items + plain, conjunction)
  }

  private func ranked(_ ranks: [Int], _ choice: WeekdayChoice, of scope: String) -> String {
    let isNoun = choice.isWorkWeek || choice.isWeekend
    let noun =
      choice.isWorkWeek
      ? "día entre semana (\(Self.workWeek))"
      : choice.isWeekend ? "día de fin de semana" : "de los \(list(choice.days.map(plural), .and))"
    let words = inReadingOrder(ranks).map { ordinal($0, ending: isNoun ? "" : "o") }
    if words.allSatisfy(\.suffix.isEmpty) {
      return blanked(list(words.map { "el \($0.word)" }, .and), noun, scope)
    }
    return list(
      words.map { word, suffix in
        isNoun ? blanked("el", word, noun, suffix, scope) : blanked("el", word, suffix, noun, scope)
      }, .and)
  }

  /// “los días 2 y 15”, “cada día del 10 al 15”, “el último día”, “cada uno de los últimos 3 días”.
  ///
  /// - Parameter isSingle: Whether one of them is meant at a time: “el día 2 o 15”.
  func places(_ places: [Int], _ conjunction: Conjunction, of scope: String, isSingle: Bool = false) -> String
  {
    let runs = Run.places(places)
    let singles = runs.compactMap { if case .one(let place) = $0, place > 0 { "\(place)" } else { nil } }
    var items: [String] = []
    if !singles.isEmpty {
      items.append("\(singles.count == 1 || isSingle ? "el día" : "los días") \(list(singles, conjunction))")
    }
    var isScoped = false
    for run in runs {
      switch run {
      case .through(let first, -1):
        items.append("\(isSingle ? "uno" : "cada uno") de los últimos \(-first) días")
      case .through(let first, let last):
        items.append("\(isSingle ? "un" : "cada") día del \(first) al \(last)")
      case .one(let place) where place < 0:
        let (word, suffix) = ordinal(place)
        items.append(blanked("el", word, "día", suffix, suffix.isEmpty ? "" : scope))
        isScoped = !suffix.isEmpty
      case .one: break
      }
    }
    return blanked(list(items, conjunction), isScoped ? "" : scope)
  }

  /// “de la semana 1 y de la última semana del año”.
  func weekNumbers(_ weeks: [Int], _ conjunction: Conjunction, _ preposition: String) -> String {
    let plain = numbers(weeks.filter { $0 > 0 }, to: "a")
    let isOne = weeks.count { $0 > 0 } == 1 || conjunction == .or
    var items: [String] = []
    if !plain.isEmpty {
      items.append("\(preposition) \(isOne ? "la semana" : "las semanas") \(list(plain, conjunction))")
    }
    items += weeks.filter { $0 < 0 }.map { week in
      let (word, suffix) = ordinal(week, ending: "a")
      return blanked("\(preposition) la", word, "semana", suffix, "del año")
    }
    return list(items, conjunction)
  }

  func months(_ months: [CalendarMonth], _ conjunction: Conjunction) -> String {
    list(
      months.map { month in
        if month.isGregorian { return Self.months[month.number - 1] }
        return month.isLeap ? "el mes intercalar posterior al mes \(month.number)" : "el mes \(month.number)"
      }, conjunction)
  }

  /// “de junio y julio”, “del mes 1”.
  private func ofMonths(_ months: [CalendarMonth]) -> String {
    let list = self.months(months, .and)
    return list.hasPrefix("el ") ? "d\(list)" : "de \(list)"
  }

  func times(_ times: TimePlace) -> String {
    var parts: [String] = []
    switch times.clock {
    case nil: break
    case .list(let times): parts.append(at(times))
    case .span(let step, let from, let to):
      parts.append("\(every(step)) de \(clock(from)) a \(clock(to))")
    }
    if times.minutes == [0] {
      parts.append("a la hora en punto")
    } else if !times.minutes.isEmpty {
      parts.append(counted(times.minutes, one: "en el minuto", many: "en los minutos", to: "a"))
    }
    if !times.seconds.isEmpty {
      parts.append(counted(times.seconds, one: "en el segundo", many: "en los segundos", to: "a"))
    }
    if !times.windows.isEmpty {
      parts.append(
        list(
          times.windows.map {
            let (from, to) = ($0.lowerBound * 3600, end(ofHour: $0.upperBound))
            return times.areWindowsLoose
              ? "entre \(the(from)) y \(the(to))" : "de \(clock(from)) a \(clock(to))"
          }, .and))
    }
    return parts.joined(separator: " ")
  }

  private func every(_ step: Int) -> String {
    if step % 3600 == 0 { return step == 3600 ? "cada hora" : "cada \(step / 3600) horas" }
    return step == 60 ? "cada minuto" : "cada \(step / 60) minutos"
  }
}
