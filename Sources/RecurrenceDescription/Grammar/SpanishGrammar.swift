internal import Recurrence

/// Spanish, with 24-hour times.
struct SpanishGrammar: Grammar {
  let ifThat = "si"
  let also = "y también"
  let andAlso = "y también"
  let except = "excepto"
  let nothing = "nunca"

  static let weekdays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
  static let months = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre",
    "diciembre",
  ]
  private static let calendars = [
    "budista", "chino", "copto", "coreano", "etíope", "hebreo", "indio", "islámico", "japonés", "persa",
  ]
  private static let ordinals = [
    "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo",
  ]
  static let workWeek = "de lunes a viernes"

  func list(_ items: [String], _ conjunction: Conjunction) -> String {
    let last = items.last ?? ""
    switch conjunction {
    case .and: return list(items, joining: last.hasPrefix("i") ? "e" : "y")
    // Before the sound of o: “septiembre u octubre”, “7 u 8”.
    case .or:
      return list(items, joining: last.hasPrefix("o") || last.hasPrefix("8") || last == "11" ? "u" : "o")
    }
  }

  func cadence(_ cadence: Cadence) -> String {
    switch cadence {
    case .each(.daily, 1): return "todos los días"
    case .each(let unit, 1): return "cada \(name(unit))"
    case .each(let unit, 2): return "cada dos \(plural(unit))"
    case .each(let unit, let interval): return "cada \(interval) \(plural(unit))"
    case .weekdays(let choice):
      return choice.isWorkWeek
        ? "todos los días \(Self.workWeek)" : "todos los \(list(choice.days.map(plural), .and))"
    case .everyOther(let day): return "cada dos semanas, el \(name(day))"
    }
  }

  func condition(_ condition: DayCondition) -> String {
    switch condition {
    case .weekdays(let choice):
      if choice.isWorkWeek { return "es un día entre semana (\(Self.workWeek))" }
      if choice.isWeekend { return "es un día de fin de semana" }
      return "cae en \(list(choice.days.map(name), .or))"
    case .ordinals(let days): return "es \(ordinals(days, .or, of: period(days.period), any: "cualquier"))"
    case .monthDays(let days): return "es \(places(days, .or, of: "del mes", isSingle: true))"
    case .weekNumbers(let weeks): return "cae \(weekNumbers(weeks, .or, "en"))"
    case .months(let months): return "cae en \(self.months(months, .or))"
    }
  }

  func limit(_ text: String) -> String { "pero solo \(text)" }

  func positions(_ choice: PositionChoice) -> String {
    let places = inReadingOrder(choice.positions).map { place in
      let (word, suffix) = ordinal(place, ending: "a")
      return blanked("la", word, suffix)
    }
    return "y de esas veces solo \(list(places, .and)) de cada \(name(choice.period))"
  }

  func existence(_ existence: DayExistence) -> String {
    switch existence {
    case .monthsWith31Days: "en los meses que tienen 31 días"
    case .notInFebruary: "excepto en febrero"
    case .leapFebruary: "en febrero solo en años bisiestos"
    case .leapYears: "solo en años bisiestos"
    case .yearsWith53Weeks: "en los años que tienen 53 semanas"
    case .monthsWithOne: "en los meses que lo tienen"
    case .yearsWithOne: "en los años que lo tienen"
    case .whereItExists: "siempre que exista ese día"
    case .movedBack: "o, cuando no existe esa fecha, el último día anterior"
    case .movedForward: "o, cuando no existe esa fecha, el primer día posterior"
    case .inMonthBefore: "o, cuando no existe ese mes, en el mes anterior"
    case .inMonthAfter: "o, cuando no existe ese mes, en el mes siguiente"
    case .never(let isOne): isOne ? "un día que nunca existe" : "días que nunca existen"
    }
  }

  func weekStart(_ weekday: Weekday) -> String { "con semanas que empiezan en \(name(weekday))" }
  func calendar(_ name: String) -> String {
    "según el calendario \(CalendarName(rawValue: name).map { Self.calendars[$0.index] } ?? name)"
  }
  func count(_ count: Int) -> String { count == 1 ? "una sola vez" : "\(count) veces en total" }
  func until(_ moment: Moment) -> String { "hasta el \(bare(moment))" }
  func moment(_ moment: Moment) -> String { "el \(bare(moment))" }

  func bare(_ moment: Moment) -> String {
    let (year, month, day) = moment.date.components
    let time = moment.secondOfDay.map { " \(at([$0]))" } ?? ""
    return "\(day) de \(Self.months[month - 1]) de \(year)\(time)" + zone(moment)
  }

  // MARK: Words

  func name(_ weekday: Weekday) -> String { Self.weekdays[Int(weekday.rawValue)] }

  func plural(_ weekday: Weekday) -> String { weekday >= .saturday ? "\(name(weekday))s" : name(weekday) }

  func name(_ unit: Frequency) -> String {
    switch unit {
    case .secondly: "segundo"
    case .minutely: "minuto"
    case .hourly: "hora"
    case .daily: "día"
    case .weekly: "semana"
    case .monthly: "mes"
    case .yearly: "año"
    }
  }

  private func plural(_ unit: Frequency) -> String { unit == .monthly ? "meses" : "\(name(unit))s" }

  /// The word, and what comes after its noun: “cuarto”, “empezando por el final”.
  ///
  /// - Parameter ending: `a` for feminine nouns, `o` for none, and nothing before masculine ones, where
  ///   “primero” and “tercero” are cut short.
  func ordinal(_ place: Int, ending: String = "") -> (word: String, suffix: String) {
    let rank = abs(place)
    let own = ending.isEmpty ? "o" : ending
    switch place {
    case -1: return ("últim\(own)", "")
    case -2: return ("penúltim\(own)", "")
    case -3: return ("antepenúltim\(own)", "")
    default:
      let fromEnd = place < 0 ? "empezando por el final" : ""
      // Beyond ten a number after the noun is what people say.
      guard rank <= Self.ordinals.count else { return ("", blanked("número \(rank)", fromEnd)) }
      var word = String(Self.ordinals[rank - 1].dropLast()) + own
      if ending.isEmpty, rank == 1 || rank == 3 { word.removeLast() }
      return (word, fromEnd)
    }
  }

  func clock(_ time: Int) -> String { digital(time, hour: time / 3600) }

  /// “a las 9:00 y 17:00”, “a la 1:00”.
  func at(_ times: [Int]) -> String {
    guard times.contains(where: { $0 / 3600 == 1 }) else { return "a las \(list(times.map(clock), .and))" }
    return list(times.map { $0 / 3600 == 1 ? "a la \(clock($0))" : "a las \(clock($0))" }, .and)
  }

  /// “las 9:00”, “la 1:00”.
  func the(_ time: Int) -> String { "\(time / 3600 == 1 ? "la" : "las") \(clock(time))" }

  func period(_ period: DayPeriod) -> String { period == .month ? "del mes" : "del año" }
}
