/// The periods of another calendar than the Gregorian, recognised by the days between occurrences.
///
/// libical counts INTERVAL between a Gregorian date and another calendar's; it is asked for every
/// period instead, and all but every n-th are left out here.
struct ScalePeriods {
  private let frequency: Frequency
  private let hasShortMonth: Bool
  private var lastDay: Int?
  private var period = 0

  init(_ rule: RecurrenceRule) {
    frequency = rule.frequency
    hasShortMonth = rule.scale.map { Self.hasShortMonth($0.calendar) } ?? false
  }

  /// Whether a period of the rule holds one occurrence at most, always on the same day of it.
  static func canCount(_ rule: RecurrenceRule) -> Bool {
    let parts = rule.parts
    guard rule.frequency >= .monthly, !parts.expands, parts.yearDays.isEmpty, parts.setPositions.isEmpty
    else { return false }
    return rule.frequency == .yearly ? parts.leapMonths == 0 : !parts.hasMonths
  }

  /// The period, from 0 for the first, that the next occurrence lies in.
  mutating func next(day: Int) -> Int {
    if let lastDay { period += periods(in: day - lastDay) }
    lastDay = day
    return period
  }

  private func periods(in days: Int) -> Int {
    // A year of any calendar is 353 to 385 days long, and many of them 365.25 on the average, or,
    // without leap months, 354.37.
    if frequency == .yearly { return max(1, (days + 180) / 365) }
    // After twelve months of 30 days comes one of 5 or 6.
    if hasShortMonth { return days < 20 ? 1 : days > 32 && days < 45 ? 2 : max(1, (days + 15) / 30) }
    return max(1, Int((Double(days) / 29.8).rounded()))
  }

  /// Whether each month is worked out from moon and sun, which takes long.
  static func isAstronomical(_ calendar: String) -> Bool { calendar == "CHINESE" || calendar == "DANGI" }

  /// What ICU takes for a month, beside a month of the Gregorian calendar, as measured.
  static func costOfMonth(_ calendar: String) -> Int {
    switch calendar {
    case "CHINESE", "DANGI": 60
    case "ISLAMIC-UMALQURA": 40
    case "ISLAMIC", "HEBREW", "INDIAN": 2
    default: 1
    }
  }

  /// The day of the month in the calendars with twelve months of 30 days and a short one.
  static func copticDayOfMonth(_ date: CivilDate) -> Int {
    // From 1 Thout of the year 1, 284-08-29 of the Julian calendar; every fourth year is a day longer.
    let days = date.dayNumber + 615_558
    let year = (4 * days + 1463).floorDivided(by: 1461)
    let first = 365 * (year - 1) + year.floorDivided(by: 4)
    return (days - first) % 30 + 1
  }

  static func hasShortMonth(_ calendar: String) -> Bool {
    calendar == "COPTIC" || calendar.hasPrefix("ETHIOPIC")
  }

  static func monthsHaveAtMost30Days(_ calendar: String) -> Bool {
    hasShortMonth(calendar) || calendar.hasPrefix("ISLAMIC")
      || ["CHINESE", "DANGI", "HEBREW"].contains(calendar)
  }
}
