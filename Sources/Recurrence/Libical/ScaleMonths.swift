/// What libical's reading of other calendars depends on in their months.
enum ScaleMonths {
  /// Whether each month is worked out from moon and sun, which takes long.
  static func areAstronomical(_ calendar: String) -> Bool { calendar == "CHINESE" || calendar == "DANGI" }

  /// What ICU takes for a month, beside a month of the Gregorian calendar, as measured.
  static func cost(_ calendar: String) -> Int {
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

  static func haveAtMost30Days(_ calendar: String) -> Bool {
    hasShortMonth(calendar) || calendar.hasPrefix("ISLAMIC")
      || ["CHINESE", "DANGI", "HEBREW"].contains(calendar)
  }
}
