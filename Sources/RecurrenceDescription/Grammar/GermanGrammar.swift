internal import Recurrence

/// German, with 24-hour times.
struct GermanGrammar: Grammar {
  let ifThat = "wenn das"
  let also = "außerdem"
  let andAlso = "und außerdem"
  let except = "außer"
  let nothing = "nie"

  static let weekdays = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
  static let months = [
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
  ]
  private static let calendars = [
    "buddhistischen", "chinesischen", "koptischen", "koreanischen", "äthiopischen", "jüdischen", "indischen",
    "islamischen", "japanischen", "persischen",
  ]
  /// Stems, to which the case's ending comes.
  private static let ordinals = [
    "erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft",
  ]
  static let workWeek = "Wochentag (Montag bis Freitag)"

  func list(_ items: [String], _ conjunction: Conjunction) -> String {
    list(items, joining: conjunction == .and ? "und" : "oder")
  }

  func cadence(_ cadence: Cadence) -> String {
    switch cadence {
    case .each(let unit, 1): return "\(every(unit)) \(name(unit))"
    case .each(let unit, 2) where unit >= .daily:
      return "\(every(unit)) zweite\(unit == .daily || unit == .monthly ? "n" : "") \(name(unit))"
    case .each(let unit, let interval): return "alle \(interval) \(plural(unit))"
    case .weekdays(let choice):
      if choice.isWorkWeek { return "jeden \(Self.workWeek)" }
      return "jeden \(list(choice.days.map(name), .and))"
    case .everyOther(let day): return "jeden zweiten \(name(day))"
    }
  }

  func condition(_ condition: DayCondition) -> String {
    switch condition {
    case .weekdays(let choice):
      if choice.isWorkWeek { return "ein \(Self.workWeek) ist" }
      return "ein \(list(choice.days.map(name), .or)) ist"
    case .ordinals(let days): return "\(ordinals(days, .nominative, .or)) \(period(days.period)) ist"
    case .monthDays(let days): return "\(list(places(days, .nominative), .or)) des Monats ist"
    case .weekNumbers(let weeks): return "in \(weekNumbers(weeks, .or)) liegt"
    case .months(let months): return "\(self.months(months, .or)) liegt"
    }
  }

  func limit(_ text: String) -> String { "aber nur \(text)" }

  func positions(_ choice: PositionChoice) -> String {
    let places = inReadingOrder(choice.positions).map { "der \(ordinal($0))e" }
    let period =
      switch choice.period {
      case .secondly, .minutely, .hourly, .weekly: "in jeder"
      case .daily: "an jedem"
      case .monthly, .yearly: "in jedem"
      }
    return "davon aber nur \(list(places, .and)) Termin \(period) \(name(choice.period))"
  }

  func existence(_ existence: DayExistence) -> String {
    switch existence {
    case .monthsWith31Days: "nur in Monaten mit 31 Tagen"
    case .notInFebruary: "außer im Februar"
    case .leapFebruary: "im Februar nur in Schaltjahren"
    case .leapYears: "nur in Schaltjahren"
    case .yearsWith53Weeks: "nur in Jahren mit 53 Kalenderwochen"
    case .monthsWithOne: "nur in Monaten, die einen solchen Tag haben"
    case .yearsWithOne: "nur in Jahren, die einen solchen Tag haben"
    case .whereItExists: "soweit es den Tag gibt"
    case .movedBack: "oder, wo es dieses Datum nicht gibt, am letzten Tag davor"
    case .movedForward: "oder, wo es dieses Datum nicht gibt, am ersten Tag danach"
    case .inMonthBefore: "oder, wo es diesen Monat nicht gibt, im Monat davor"
    case .inMonthAfter: "oder, wo es diesen Monat nicht gibt, im Monat danach"
    case .never(let isOne): isOne ? "ein Tag, den es nie gibt" : "Tage, die es nie gibt"
    }
  }

  func weekStart(_ weekday: Weekday) -> String { "mit Wochenbeginn am \(name(weekday))" }
  func calendar(_ name: String) -> String {
    guard let known = CalendarName(rawValue: name) else { return "nach dem Kalender \(name)" }
    return "nach dem \(Self.calendars[known.index]) Kalender"
  }
  func count(_ count: Int) -> String { count == 1 ? "nur einmal" : "insgesamt \(count)-mal" }

  func until(_ moment: Moment) -> String { "bis zum \(bare(moment))" }
  func moment(_ moment: Moment) -> String { "am \(bare(moment))" }

  func bare(_ moment: Moment) -> String {
    let (year, month, day) = moment.date.components
    let time = moment.secondOfDay.map { " um \(clock($0)) Uhr" } ?? ""
    return "\(day). \(Self.months[month - 1]) \(year)\(time)" + zone(moment)
  }

  // MARK: Words

  /// The ending after an article: “der erste”, “am ersten”.
  enum Case: Sendable { case nominative, dative }

  func name(_ weekday: Weekday) -> String { Self.weekdays[Int(weekday.rawValue)] }

  func name(_ unit: Frequency) -> String {
    switch unit {
    case .secondly: "Sekunde"
    case .minutely: "Minute"
    case .hourly: "Stunde"
    case .daily: "Tag"
    case .weekly: "Woche"
    case .monthly: "Monat"
    case .yearly: "Jahr"
    }
  }

  private func plural(_ unit: Frequency) -> String {
    switch unit {
    case .daily, .monthly, .yearly: "\(name(unit))e"
    default: "\(name(unit))n"
    }
  }

  private func every(_ unit: Frequency) -> String {
    switch unit {
    case .daily, .monthly: "jeden"
    case .yearly: "jedes"
    default: "jede"
    }
  }

  /// “erst”, “vorletzt”, “drittletzt”, to which an ending comes.
  func ordinal(_ place: Int) -> String {
    let rank = abs(place)
    switch place {
    case -1: return "letzt"
    case -2: return "vorletzt"
    default:
      if rank <= Self.ordinals.count { return Self.ordinals[rank - 1] + (place < 0 ? "letzt" : "") }
      // Beyond twelve figures are easier to read than words.
      return place < 0 ? "\(rank).-letzt" : "\(rank)."
    }
  }

  /// An ordinal with its ending; “20.” has none.
  func declined(_ place: Int, _ grammaticalCase: Case) -> String {
    let word = ordinal(place)
    return word.hasSuffix(".") ? word : word + (grammaticalCase == .dative ? "en" : "e")
  }

  func clock(_ time: Int) -> String { digital(time, hour: time / 3600) }
  func period(_ period: DayPeriod) -> String { period == .month ? "des Monats" : "des Jahres" }
}
