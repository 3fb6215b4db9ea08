internal import Recurrence

/// French, with 24-hour times.
struct FrenchGrammar: Grammar {
  let ifThat = "si c’est"
  let also = "et aussi"
  let andAlso = "et aussi"
  let except = "sauf"
  let nothing = "jamais"
  /// French keeps a no-break space before it.
  let semicolon = "\u{A0}; "

  static let weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
  static let months = [
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre",
    "décembre",
  ]
  private static let calendars = [
    "bouddhiste", "chinois", "copte", "coréen", "éthiopien", "hébraïque", "indien", "islamique", "japonais",
    "persan",
  ]
  private static let ordinals = [
    "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième",
    "neuvième",
    "dixième",
  ]
  static let workWeek = "du lundi au vendredi"

  func list(_ items: [String], _ conjunction: Conjunction) -> String {
    list(items, joining: conjunction == .and ? "et" : "ou")
  }

  func cadence(_ cadence: Cadence) -> String {
    switch cadence {
    case .each(let unit, 1): return "\(all(unit)) \(plural(unit))"
    case .each(let unit, 2) where unit >= .daily:
      return "\(isFeminine(unit) ? "une" : "un") \(name(unit)) sur deux"
    case .each(let unit, let interval):
      return "\(all(unit)) \(interval) \(plural(unit))"
    case .weekdays(let choice): return all(choice)
    case .everyOther(let day): return "un \(name(day)) sur deux"
    }
  }

  func condition(_ condition: DayCondition) -> String {
    switch condition {
    case .weekdays(let choice):
      if choice.isWorkWeek { return "un jour de semaine (\(Self.workWeek))" }
      if choice.isWeekend { return "un jour de week-end" }
      return list(choice.days.map { "un \(name($0))" }, .or)
    case .ordinals(let days): return "\(ordinals(days, .or, of: period(days.period), any: "n’importe quel"))"
    case .monthDays(let days): return "\(list(places(days, of: "du mois", any: "l’un"), .or))"
    case .weekNumbers(let weeks): return "\(weekNumbers(weeks, .or, of: false))"
    case .months(let months): return "\(self.months(months, .or))"
    }
  }

  func limit(_ text: String) -> String { "mais seulement \(text)" }

  func positions(_ choice: PositionChoice) -> String {
    let places = inReadingOrder(choice.positions).map { place in
      let (word, suffix) = ordinal(place, isFeminine: true)
      return blanked(elided("la", word), suffix)
    }
    return "et parmi ces occurrences, seulement \(list(places, .and)) de chaque \(name(choice.period))"
  }

  func existence(_ existence: DayExistence) -> String {
    switch existence {
    case .monthsWith31Days: "uniquement les mois de 31 jours"
    case .notInFebruary: "sauf en février"
    case .leapFebruary: "en février uniquement les années bissextiles"
    case .leapYears: "uniquement les années bissextiles"
    case .yearsWith53Weeks: "uniquement les années de 53 semaines"
    case .monthsWithOne: "uniquement les mois qui ont un tel jour"
    case .yearsWithOne: "uniquement les années qui ont un tel jour"
    case .whereItExists: "pour autant que ce jour existe"
    case .movedBack: "ou, quand cette date n’existe pas, le dernier jour qui la précède"
    case .movedForward: "ou, quand cette date n’existe pas, le premier jour qui la suit"
    case .inMonthBefore: "ou, quand ce mois n’existe pas, le mois précédent"
    case .inMonthAfter: "ou, quand ce mois n’existe pas, le mois suivant"
    case .never(let isOne): isOne ? "un jour qui n’existe jamais" : "des jours qui n’existent jamais"
    }
  }

  func weekStart(_ weekday: Weekday) -> String { "avec des semaines qui commencent le \(name(weekday))" }
  func calendar(_ name: String) -> String {
    "selon le calendrier \(CalendarName(rawValue: name).map { Self.calendars[$0.index] } ?? name)"
  }
  func count(_ count: Int) -> String { count == 1 ? "une seule fois" : "\(count) fois au total" }
  func until(_ moment: Moment) -> String { "jusqu’au \(bare(moment))" }
  func moment(_ moment: Moment) -> String { "le \(bare(moment))" }

  func bare(_ moment: Moment) -> String {
    let (year, month, day) = moment.date.components
    let time = moment.secondOfDay.map { " à \(clock($0))" } ?? ""
    return "\(numeral(day)) \(Self.months[month - 1]) \(year)\(time)" + zone(moment)
  }

  // MARK: Words

  func name(_ weekday: Weekday) -> String { Self.weekdays[Int(weekday.rawValue)] }

  func name(_ unit: Frequency) -> String {
    switch unit {
    case .secondly: "seconde"
    case .minutely: "minute"
    case .hourly: "heure"
    case .daily: "jour"
    case .weekly: "semaine"
    case .monthly: "mois"
    case .yearly: "année"
    }
  }

  private func plural(_ unit: Frequency) -> String {
    switch unit {
    case .monthly: "mois"
    case .yearly: "ans"
    default: "\(name(unit))s"
    }
  }

  private func all(_ unit: Frequency) -> String {
    isFeminine(unit) && unit != .yearly ? "toutes les" : "tous les"
  }

  /// “tous les lundis et vendredis”.
  func all(_ choice: WeekdayChoice) -> String {
    choice.isWorkWeek
      ? "tous les jours \(Self.workWeek)" : "tous les \(list(choice.days.map { "\(name($0))s" }, .and))"
  }

  private func isFeminine(_ unit: Frequency) -> Bool { unit != .daily && unit != .monthly }

  /// The word before the noun, and what comes after it: “troisième”, “en partant de la fin”.
  func ordinal(_ place: Int, isFeminine: Bool = false) -> (word: String, suffix: String) {
    let rank = abs(place)
    switch place {
    case -1: return (isFeminine ? "dernière" : "dernier", "")
    case -2: return (isFeminine ? "avant-dernière" : "avant-dernier", "")
    case 1: return (isFeminine ? "première" : "premier", "")
    default:
      let word = rank <= Self.ordinals.count ? Self.ordinals[rank - 1] : "\(rank)e"
      return (word, place < 0 ? "en partant de la fin" : "")
    }
  }

  /// “1er”, “2”.
  func numeral(_ day: Int) -> String { day == 1 ? "1er" : "\(day)" }

  /// “9 h”, “9 h 30”, “9 h 30 min 15 s”.
  func clock(_ time: Int) -> String {
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
    if second != 0 { return "\(hour) h \(padded(minute, 2)) min \(padded(second, 2)) s" }
    return minute == 0 ? "\(hour) h" : "\(hour) h \(padded(minute, 2))"
  }

  /// “le premier”, “l’avant-dernier”.
  func elided(_ article: String, _ word: String) -> String {
    guard word.hasPrefix("a") else { return "\(article) \(word)" }
    return "\(article.dropLast())’\(word)"
  }

  func period(_ period: DayPeriod) -> String { period == .month ? "du mois" : "de l’année" }
}
