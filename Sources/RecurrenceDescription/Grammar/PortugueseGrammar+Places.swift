internal import Recurrence

extension PortugueseGrammar {
  func days(_ place: DayPlace) -> Clause {
    Clause(text: daysText(place), isSetOff: place.head != nil)
  }

  private func daysText(_ place: DayPlace) -> String {
    let inMonths = place.months.isEmpty ? "" : self.months(place.months, .and, "em")
    let ofMonths = place.months.isEmpty ? nil : self.months(place.months, .and, "de")
    switch place.head {
    case nil:
      if !place.weekNumbers.isEmpty { return weekNumbers(place.weekNumbers, .and, "na", "nas") }
      return place.areDaysNamed ? ofMonths ?? "" : inMonths
    case .everyDay:
      if !place.weekNumbers.isEmpty {
        return "todos os dias \(weekNumbers(place.weekNumbers, .and, "da", "das"))"
      }
      return blanked("todos os dias", ofMonths ?? "")
    case .weekdays(let choice):
      let days = weekdays(choice, place)
      if !place.weekNumbers.isEmpty { return "\(days) \(weekNumbers(place.weekNumbers, .and, "da", "das"))" }
      return blanked(days, ofMonths ?? "")
    case .monthDays(let days):
      if let dates = wholeDates(days, in: place.months), !dates.isEmpty {
        return list(dates.map { "em \(numeral($0.day)) de \(Self.months[$0.month - 1])" }, .and)
      }
      if place.months.count > 1 { return "\(inMonths), \(places(days, .and, of: "do mês"))" }
      return places(days, .and, of: ofMonths ?? scope(place, .month))
    case .weekdaysWithin(let choice, let first, let last):
      let days =
        choice.isWorkWeek
        ? "em qualquer dia \(Self.workWeek), do dia"
        : "em qualquer \(names(choice.days, isPlural: false, .or)) do dia"
      return blanked(
        "\(days) \(numeral(first)) ao dia \(last)", ofMonths ?? scope(place, .month))
    case .ordinals(let days):
      return ordinals(
        days, .and, of: ofMonths ?? scope(place, days.period), articles: ("na", "no"),
        any: "em cada")
    case .ranked(let ranks, let choice, let period):
      return ranked(ranks, choice, of: ofMonths ?? scope(place, period))
    case .yearDays(let days):
      return places(days, .and, of: "do ano", isYear: true)
    }
  }

  /// Of which period; nothing where the cadence has just named it.
  private func scope(_ place: DayPlace, _ period: DayPeriod) -> String {
    if period == .year { return "do ano" }
    if place.isPeriodNamed { return "" }
    return place.weekdayForm == .every ? "de cada mês" : "do mês"
  }

  private func weekdays(_ choice: WeekdayChoice, _ place: DayPlace) -> String {
    if place.weekdayForm == .every, place.weekNumbers.isEmpty {
      return choice.isWorkWeek
        ? "todos os dias \(Self.workWeek)"
        : days(choice, feminine: "em todas as", masculine: "em todos os", isPlural: true, .and)
    }
    if choice.isWorkWeek { return Self.workWeek }
    return place.weekdayForm == .every
      ? days(choice, feminine: "na", masculine: "no", isPlural: false, .and)
      : days(choice, feminine: "às", masculine: "aos", isPlural: true, .and)
  }

  /// “na primeira segunda-feira e no último sábado do mês”.
  func ordinals(
    _ days: OrdinalDays, _ conjunction: Conjunction, of scope: String,
    articles: (feminine: String, masculine: String), any: String
  ) -> String {
    let words = days.ordered.map { ordinal($0.ordinal, isFeminine: isFeminine($0.weekday)) }
    let isPlain = words.allSatisfy(\.suffix.isEmpty)
    var items: [String]
    func article(_ weekday: Weekday) -> String {
      isFeminine(weekday) ? articles.feminine : articles.masculine
    }
    if isPlain, let weekday = commonWeekday(days) {
      items = [list(words.map { "\(article(weekday)) \($0.word)" }, conjunction) + " \(name(weekday))"]
    } else {
      items = zip(days.ordered, words).map { day, ordinal in
        blanked(
          "\(article(day.weekday)) \(ordinal.word) \(name(day.weekday))", ordinal.suffix, isPlain ? "" : scope
        )
      }
    }
    let plain = days.plain.map { $0.days.map { "\(any) \(name($0))" } } ?? []
    if isPlain, plain.isEmpty { return blanked(list(items, conjunction), scope) }
    if isPlain { items = items.map { blanked($0, scope) } }
    return list(items + plain, conjunction)
  }

  private func ranked(_ ranks: [Int], _ choice: WeekdayChoice, of scope: String) -> String {
    let isFeminine = !choice.isWorkWeek && choice.days.allSatisfy { self.isFeminine($0) }
    let noun =
      choice.isWorkWeek
      ? "dia de semana (\(Self.workWeek))"
      : choice.isWeekend
        ? "dia de fim de semana"
        : "\(isFeminine ? "das" : "dentre") \(names(choice.days, isPlural: true, .and))"
    let article = isFeminine ? "na" : "no"
    let words = inReadingOrder(ranks).map { ordinal($0, isFeminine: isFeminine) }
    if words.allSatisfy(\.suffix.isEmpty) {
      return blanked(list(words.map { "\(article) \($0.word)" }, .and), noun, scope)
    }
    return list(
      words.map { word, suffix in
        blanked("\(article) \(word) \(noun)", suffix, scope)
      }, .and)
  }

  /// “nos dias 2 e 15”, “em cada dia de 10 a 15”, “no último dia”, “em cada um dos últimos 3 dias”.
  ///
  /// - Parameter isCondition: Whether one of them is meant at a time: “se for o dia 2 ou 15”.
  func places(
    _ places: [Int], _ conjunction: Conjunction, of scope: String, isCondition: Bool = false,
    isYear: Bool = false
  ) -> String {
    func numeral(_ day: Int) -> String { isYear ? "\(day)" : self.numeral(day) }
    let runs = Run.places(places)
    let singles = runs.compactMap { if case .one(let place) = $0, place > 0 { numeral(place) } else { nil } }
    var items: [String] = []
    if !singles.isEmpty {
      let days = isCondition ? "o dia" : singles.count == 1 ? "no dia" : "nos dias"
      items.append("\(days) \(list(singles, conjunction))")
    }
    var isScoped = false
    for run in runs {
      switch run {
      case .through(let first, -1):
        items.append("\(isCondition ? "um" : "em cada um") dos últimos \(-first) dias")
      case .through(let first, let last):
        items.append("\(isCondition ? "um" : "em cada") dia de \(numeral(first)) a \(numeral(last))")
      case .one(let place) where place < 0:
        let (word, suffix) = ordinal(place)
        items.append(blanked("\(isCondition ? "o" : "no") \(word) dia", suffix, suffix.isEmpty ? "" : scope))
        isScoped = !suffix.isEmpty
      case .one: break
      }
    }
    return blanked(list(items, conjunction), isScoped ? "" : scope)
  }

  func weekNumbers(_ weeks: [Int], _ conjunction: Conjunction, _ one: String, _ many: String) -> String {
    let plain = numbers(weeks.filter { $0 > 0 }, to: "a")
    let isOne = weeks.count { $0 > 0 } == 1 || conjunction == .or
    var items: [String] = []
    if !plain.isEmpty {
      items.append("\(isOne ? "\(one) semana" : "\(many) semanas") \(list(plain, conjunction))")
    }
    items += weeks.filter { $0 < 0 }.map { week in
      let (word, suffix) = ordinal(week, isFeminine: true)
      return blanked("\(one) \(word) semana", suffix, "do ano")
    }
    return list(items, conjunction)
  }

  /// “em junho e julho”, “do primeiro mês”; the preposition is “em” or “de”.
  func months(_ months: [CalendarMonth], _ conjunction: Conjunction, _ preposition: String) -> String {
    if months.allSatisfy(\.isGregorian) {
      return "\(preposition) \(list(months.map { Self.months[$0.number - 1] }, conjunction))"
    }
    let contracted = preposition == "em" ? "no" : "do"
    return list(
      months.map { month in
        let word = ordinal(month.number).word
        return "\(contracted) \(month.isLeap ? "mês intercalar após o \(word)" : "\(word) mês")"
      }, conjunction)
  }

  func times(_ times: TimePlace) -> String {
    var parts: [String] = []
    switch times.clock {
    case nil: break
    case .list(let times): parts.append(at(times))
    case .span(let step, let from, let to): parts.append("\(every(step)) \(stretch(from, to))")
    }
    if times.minutes == [0] {
      parts.append("na hora cheia")
    } else if !times.minutes.isEmpty {
      parts.append(counted(times.minutes, one: "no minuto", many: "nos minutos", to: "a"))
    }
    if !times.seconds.isEmpty {
      parts.append(counted(times.seconds, one: "no segundo", many: "nos segundos", to: "a"))
    }
    if !times.windows.isEmpty {
      parts.append(
        list(
          times.windows.map {
            let (from, to) = ($0.lowerBound * 3600, end(ofHour: $0.upperBound))
            return times.areWindowsLoose ? "entre \(clock(from)) e \(clock(to))" : stretch(from, to)
          }, .and))
    }
    return parts.joined(separator: " ")
  }

  private func every(_ step: Int) -> String {
    if step % 3600 == 0 { return step == 3600 ? "a cada hora" : "a cada \(step / 3600) horas" }
    return step == 60 ? "a cada minuto" : "a cada \(step / 60) minutos"
  }
}
