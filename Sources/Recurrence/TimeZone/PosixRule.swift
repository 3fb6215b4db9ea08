/// A TZ string as POSIX and RFC 9636, section 3.3.1, write it: what a zone does after its last
/// explicit transition.
struct PosixRule: Hashable, Sendable {
  /// A day of the year, as one of the three forms names it.
  enum Day: Hashable, Sendable {
    /// `Jn`: 1 to 365, 29 February never counted.
    case julianWithoutLeapDay(Int)
    /// `n`: 0 to 365, 29 February counted.
    case zeroBased(Int)
    /// `Mm.w.d`: the w-th weekday d (0 is Sunday) of month m; week 5 is the last.
    case weekday(month: Int, week: Int, day: Int)

    /// The day's number in a year.
    func dayNumber(inYear year: Int) -> Int {
      let newYear = CivilDate.dayNumber(year: year, month: 1, day: 1)
      switch self {
      case .julianWithoutLeapDay(let day):
        return newYear + day - 1 + (day >= 60 && CivilDate.isLeap(year) ? 1 : 0)
      case .zeroBased(let day):
        return newYear + day
      case .weekday(let month, let week, let day):
        let first = CivilDate.dayNumber(year: year, month: month, day: 1)
        // `weekdayIndex` counts from Monday, POSIX from Sunday.
        let firstWeekday = (CivilDate.weekdayIndex(first) + 1) % 7
        var offset = (day - firstWeekday + 7) % 7 + (week - 1) * 7
        while offset >= CivilDate.daysInMonth(year: year, month: month) { offset -= 7 }
        return first + offset
      }
    }
  }

  /// A change within each year: a day and a time that may lie days before or after it.
  struct Change: Hashable, Sendable {
    var day: Day
    /// Seconds from that day's midnight on the clock in force, -167 to 167 hours.
    var seconds: Int

    func wallSeconds(inYear year: Int) -> Int { day.dayNumber(inYear: year) * 86_400 + seconds }
  }

  /// The other clock of a year: “daylight saving”, which may lie behind the standard one.
  struct Daylight: Hashable, Sendable {
    var name: String
    var offset: Int
    var start: Change
    var end: Change
  }

  /// One change of the expanded rule.
  struct Event: Hashable, Sendable {
    var instant: Int
    var offset: Int
    var isDaylight: Bool
  }

  var standardName: String
  var standardOffset: Int
  var daylight: Daylight?

  /// The changes that belong to those years, ascending; none without a second clock.
  func events(inYears years: ClosedRange<Int>) -> [Event] {
    guard let daylight else { return [] }
    var events: [Event] = []
    events.reserveCapacity(2 * years.count)
    for year in years {
      events.append(
        Event(
          instant: daylight.start.wallSeconds(inYear: year) - standardOffset,
          offset: daylight.offset, isDaylight: true))
      events.append(
        Event(
          instant: daylight.end.wallSeconds(inYear: year) - daylight.offset,
          offset: standardOffset, isDaylight: false))
    }
    // Where one year's end meets the next one's start, daylight time goes on.
    let precedes = { (left: Event, right: Event) in
      left.instant != right.instant
        ? left.instant < right.instant : !left.isDaylight && right.isDaylight
    }
    events.sort(by: precedes)
    return events
  }

  /// The clock in force at an instant, found from the changes around it.
  func clock(atInstant seconds: Int) -> (name: String, offset: Int) {
    guard let daylight else { return (standardName, standardOffset) }
    let year = CivilDate.components(dayNumber: seconds.floorDivided(by: 86_400)).year
    let last = events(inYears: year - 2...year + 1).last { $0.instant <= seconds }
    return last?.isDaylight == true
      ? (daylight.name, daylight.offset) : (standardName, standardOffset)
  }
}
