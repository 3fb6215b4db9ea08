internal import Recurrence

/// Portuguese, with 24-hour times as Brazilians write them.
struct PortugueseGrammar: Grammar {
  let ifThat = "se"
  let also = "e também"
  let andAlso = "e também"
  let except = "exceto"
  let nothing = "nunca"

  private static let weekdays = ["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"]
  static let months = [
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
    "novembro",
    "dezembro",
  ]
  private static let calendars = [
    "budista", "chinês", "copta", "coreano", "etíope", "hebraico", "indiano", "islâmico", "japonês", "persa",
  ]
  private static let ordinals = [
    "primeir", "segund", "terceir", "quart", "quint", "sext", "sétim", "oitav", "non", "décim",
  ]
  static let workWeek = "de segunda a sexta-feira"

  func list(_ items: [String], _ conjunction: Conjunction) -> String {
    list(items, joining: conjunction == .and ? "e" : "ou")
  }

  func cadence(_ cadence: Cadence) -> String {
    switch cadence {
    case .each(.daily, 1): return "todos os dias"
    case .each(let unit, 1):
      if unit < .daily { return "a cada \(name(unit))" }
      return "\(isFeminine(unit) ? "toda" : "todo") \(name(unit))"
    case .each(let unit, 2): return "a cada \(isFeminine(unit) ? "duas" : "dois") \(plural(unit))"
    case .each(let unit, let interval): return "a cada \(interval) \(plural(unit))"
    case .weekdays(let choice):
      if choice.isWorkWeek { return "todos os dias \(Self.workWeek)" }
      return days(choice, feminine: "toda", masculine: "todo", isPlural: false, .and)
    case .everyOther(let day):
      return "a cada duas semanas, \(isFeminine(day) ? "às" : "aos") \(name(day, isPlural: true))"
    }
  }

  func condition(_ condition: DayCondition) -> String {
    switch condition {
    case .weekdays(let choice):
      if choice.isWorkWeek { return "for um dia de semana (\(Self.workWeek))" }
      if choice.isWeekend { return "for um dia de fim de semana" }
      return "for \(list(choice.days.map { name($0) }, .or))"
    case .ordinals(let days):
      return "for \(ordinals(days, .or, of: period(days.period), articles: ("a", "o"), any: "qualquer"))"
    case .monthDays(let days): return "for \(places(days, .or, of: "do mês", isCondition: true))"
    case .weekNumbers(let weeks): return "cair \(weekNumbers(weeks, .or, "na", "nas"))"
    case .months(let months): return "cair \(self.months(months, .or, "em"))"
    }
  }

  func limit(_ text: String) -> String { "mas somente \(text)" }

  func positions(_ choice: PositionChoice) -> String {
    let places = inReadingOrder(choice.positions).map { place in
      let (word, suffix) = ordinal(place, isFeminine: true)
      return blanked("a \(word)", suffix)
    }
    return "e dessas ocorrências somente \(list(places, .and)) de cada \(name(choice.period))"
  }

  func existence(_ existence: DayExistence) -> String {
    switch existence {
    case .monthsWith31Days: "nos meses que têm 31 dias"
    case .notInFebruary: "exceto em fevereiro"
    case .leapFebruary: "em fevereiro somente em anos bissextos"
    case .leapYears: "somente em anos bissextos"
    case .yearsWith53Weeks: "nos anos que têm 53 semanas"
    case .monthsWithOne: "nos meses em que esse dia existe"
    case .yearsWithOne: "nos anos em que esse dia existe"
    case .whereItExists: "sempre que esse dia existir"
    case .movedBack: "ou, quando essa data não existe, no último dia anterior"
    case .movedForward: "ou, quando essa data não existe, no primeiro dia seguinte"
    case .inMonthBefore: "ou, quando esse mês não existe, no mês anterior"
    case .inMonthAfter: "ou, quando esse mês não existe, no mês seguinte"
    case .never(let isOne): isOne ? "um dia que nunca existe" : "dias que nunca existem"
    }
  }

  func weekStart(_ weekday: Weekday) -> String {
    "com semanas que começam \(isFeminine(weekday) ? "na" : "no") \(name(weekday))"
  }
  func calendar(_ name: String) -> String {
    "pelo calendário \(CalendarName(rawValue: name).map { Self.calendars[$0.index] } ?? name)"
  }
  func count(_ count: Int) -> String { count == 1 ? "uma única vez" : "\(count) vezes no total" }
  func until(_ moment: Moment) -> String { "até \(bare(moment))" }
  func moment(_ moment: Moment) -> String { "em \(bare(moment))" }

  func bare(_ moment: Moment) -> String {
    let (year, month, day) = moment.date.components
    let time = moment.secondOfDay.map { " \(at([$0]))" } ?? ""
    return "\(numeral(day)) de \(Self.months[month - 1]) de \(year)\(time)" + zone(moment)
  }

  // MARK: Words

  func isFeminine(_ weekday: Weekday) -> Bool { weekday < .saturday }

  /// “sexta-feira”, “sextas-feiras”, “sábado”.
  func name(_ weekday: Weekday, isPlural: Bool = false) -> String {
    let word = Self.weekdays[Int(weekday.rawValue)] + (isPlural ? "s" : "")
    return isFeminine(weekday) ? "\(word)-\(isPlural ? "feiras" : "feira")" : word
  }

  /// “segundas, quartas e sextas-feiras”: the last of them says “-feira” for all.
  func names(_ days: [Weekday], isPlural: Bool, _ conjunction: Conjunction) -> String {
    let words = days.enumerated().map { index, day in
      let next = index + 1 < days.count ? days[index + 1] : nil
      guard isFeminine(day), let next, isFeminine(next) else { return name(day, isPlural: isPlural) }
      return Self.weekdays[Int(day.rawValue)] + (isPlural ? "s" : "")
    }
    return list(words, conjunction)
  }

  /// Weekdays with an article for those of each gender: “às segundas-feiras e aos sábados”.
  func days(
    _ choice: WeekdayChoice, feminine: String, masculine: String, isPlural: Bool, _ conjunction: Conjunction
  ) -> String {
    let groups = [choice.days.filter(isFeminine), choice.days.filter { !isFeminine($0) }]
    return list(
      zip([feminine, masculine], groups).filter { !$1.isEmpty }.map { article, days in
        "\(article) \(names(days, isPlural: isPlural, conjunction))"
      }, conjunction)
  }

  func name(_ unit: Frequency) -> String {
    switch unit {
    case .secondly: "segundo"
    case .minutely: "minuto"
    case .hourly: "hora"
    case .daily: "dia"
    case .weekly: "semana"
    case .monthly: "mês"
    case .yearly: "ano"
    }
  }

  private func plural(_ unit: Frequency) -> String { unit == .monthly ? "meses" : "\(name(unit))s" }
  private func isFeminine(_ unit: Frequency) -> Bool { unit == .hourly || unit == .weekly }

  /// The word, and what comes after its noun: “quarta”, “a contar do fim”.
  func ordinal(_ place: Int, isFeminine: Bool = false) -> (word: String, suffix: String) {
    let rank = abs(place)
    let ending = isFeminine ? "a" : "o"
    switch place {
    case -1: return ("últim\(ending)", "")
    case -2: return ("penúltim\(ending)", "")
    case -3: return ("antepenúltim\(ending)", "")
    default:
      let word =
        rank <= Self.ordinals.count ? Self.ordinals[rank - 1] + ending : "\(rank)\(isFeminine ? "ª" : "º")"
      return (word, place < 0 ? "a contar do fim" : "")
    }
  }

  /// “1º”, “2”.
  func numeral(_ day: Int) -> String { day == 1 ? "1º" : "\(day)" }

  /// “9h”, “9h30”, “9h30min15s”.
  func clock(_ time: Int) -> String {
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
    if second != 0 { return "\(hour)h\(padded(minute, 2))min\(padded(second, 2))s" }
    return minute == 0 ? "\(hour)h" : "\(hour)h\(padded(minute, 2))"
  }

  /// “à 1h”, “às 9h”: midnight and one o'clock are singular.
  private func isSingular(_ time: Int) -> Bool { time / 3600 <= 1 }

  func at(_ times: [Int]) -> String {
    guard times.contains(where: isSingular) else { return "às \(list(times.map(clock), .and))" }
    return list(times.map { "\(isSingular($0) ? "à" : "às") \(clock($0))" }, .and)
  }

  /// “das 9h às 17h”.
  func stretch(_ from: Int, _ to: Int) -> String {
    "\(isSingular(from) ? "da" : "das") \(clock(from)) \(isSingular(to) ? "à" : "às") \(clock(to))"
  }

  func period(_ period: DayPeriod) -> String { period == .month ? "do mês" : "do ano" }
}
