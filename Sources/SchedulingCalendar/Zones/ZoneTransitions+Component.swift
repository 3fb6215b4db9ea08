extension ZoneTransitions {
  /// The zone as VTIMEZONE: RFC 5545, section 3.6.5.
  ///
  /// Onsets that the zone's rule foretells are written as a yearly rule, all others as dates. Local mean
  /// time and the clocks of centuries stand in it only where the instants asked for need them.
  ///
  /// - Parameters:
  ///   - name: The TZID.
  ///   - first: The earliest instant that it has to be right for, in seconds since 1970-01-01T00:00:00Z.
  ///   - last: The latest one; `nil` where there is no end.
  package func component(named name: String, from first: Int, through last: Int?) -> CalendarComponent {
    let observances = ZoneObservances(self, from: first, through: last)
    return CalendarComponent(
      "VTIMEZONE", [CalendarProperty("TZID", text: name)], components: observances.components)
  }
}

/// The clocks of a zone that a VTIMEZONE tells, each with its onsets.
private struct ZoneObservances {
  /// Readers look for the clock before the first time, too.
  private static let margin = 400 * 86_400
  /// Onsets that no rule can tell are listed for that many years where the series has no end.
  private static let listedYears = 60

  private static let mostDaylight = 3 * 3600

  private struct Clock: Hashable {
    var offsetBefore: Int
    var offsetAfter: Int
    var name: String
    var isDaylight: Bool
  }

  private let zone: ZoneTransitions
  private var clocks: [Clock] = []
  /// Local times on the clock that ends, ascending.
  private var onsets: [Clock: [Int]] = [:]
  private var rules: [CalendarComponent] = []

  init(_ zone: ZoneTransitions, from first: Int, through last: Int?) {
    self.zone = zone
    let begin = max(first - Self.margin, LocalDateTime.range.lowerBound + 2 * 86_400)
    let regular = zone.regularRule.map { _ in zone.isRegularFrom } ?? .max
    let listEnd: Int
    if let last {
      listEnd = last + Self.margin
    } else {
      let end = max(zone.lastListedTransition, begin)
      listEnd = zone.regularRule == nil ? end + 1 : end + Self.listedYears * 366 * 86_400
    }
    let list = zone.transitions(in: begin..<max(listEnd, begin + 1))
    addInitialClock(at: begin, following: list.first)
    var rest = list[...]
    while let next = rest.first, next.instant <= regular {
      add(next, following: rest.dropFirst().first)
      rest.removeFirst()
    }
    guard let rule = zone.regularRule else { return }
    // A list that ends soon needs no rule. The first change may start from a clock that the rule lacks.
    while let next = rest.first {
      if rest.count > 2, let regularRules = Self.rules(rule, rest, zone) {
        rules = regularRules
        break
      }
      rest.removeFirst()
      add(next, following: rest.first)
    }
  }

  private mutating func addInitialClock(at instant: Int, following next: ZoneTransition?) {
    let offset = zone.offsetSeconds(atInstant: instant)
    let name = zone.abbreviation(atInstant: instant)
    let year = LocalDateTime(unchecked: instant + offset).date.year
    // Where nothing ever changes, the usual year will do for all but old series.
    let onset = CivilDate.dayNumber(year: zone.isFixed ? min(year, 1970) : year, month: 1, day: 1) * 86_400
    let isDaylight = Self.goesBack(next, withinYearOf: instant)
    add(Clock(offsetBefore: offset, offsetAfter: offset, name: name, isDaylight: isDaylight), at: onset)
  }

  /// Whether the clocks go back, by as much as they do after a summer, within a year from an instant.
  private static func goesBack(_ next: ZoneTransition?, withinYearOf instant: Int) -> Bool {
    guard let next, next.instant - instant < 366 * 86_400 else { return false }
    return (1...mostDaylight).contains(next.offsetBefore - next.offsetAfter)
  }

  private mutating func add(_ transition: ZoneTransition, following next: ZoneTransition?) {
    // A clock that goes back within a year is what calendars call daylight time, whatever the law says; a
    // change by many hours is a step over the date line.
    let advance = transition.offsetAfter - transition.offsetBefore
    let clock = Clock(
      offsetBefore: transition.offsetBefore, offsetAfter: transition.offsetAfter,
      name: zone.abbreviation(atInstant: transition.instant),
      isDaylight: (1...Self.mostDaylight).contains(advance)
        && Self.goesBack(next, withinYearOf: transition.instant))
    add(clock, at: transition.instant + transition.offsetBefore)
  }

  private mutating func add(_ clock: Clock, at onset: Int) {
    if onsets[clock] == nil { clocks.append(clock) }
    onsets[clock, default: []].append(onset)
  }

  var components: [CalendarComponent] {
    clocks.compactMap { clock in
      guard let times = onsets[clock], let first = times.first else { return nil }
      let further = times.dropFirst().map { LocalDateTime(unchecked: $0).basicDescription }
      let dates = further.isEmpty ? nil : CalendarProperty("RDATE", value: further.joined(separator: ","))
      return Self.component(clock, from: first, dates)
    } + rules
  }

  private static func component(
    _ clock: Clock, from onset: Int, _ recurrence: CalendarProperty?
  ) -> CalendarComponent {
    var properties = [
      CalendarProperty("DTSTART", value: LocalDateTime(unchecked: onset).basicDescription),
      CalendarProperty("TZOFFSETFROM", value: text(offset: clock.offsetBefore)),
      CalendarProperty("TZOFFSETTO", value: text(offset: clock.offsetAfter)),
      CalendarProperty("TZNAME", text: clock.name),
    ]
    if let recurrence { properties.append(recurrence) }
    return CalendarComponent(clock.isDaylight ? "DAYLIGHT" : "STANDARD", properties)
  }

  private static func text(offset: Int) -> String {
    let size = abs(offset)
    let seconds = size % 60 == 0 ? "" : padded(size % 60, 2)
    return (offset < 0 ? "-" : "+") + padded(size / 3600, 2) + padded(size / 60 % 60, 2) + seconds
  }

  /// Both clocks of the zone's rule; `nil` where RFC 5545 can't tell their onsets as it does.
  private static func rules(
    _ rule: PosixRule, _ transitions: ArraySlice<ZoneTransition>, _ zone: ZoneTransitions
  ) -> [CalendarComponent]? {
    guard let daylight = rule.daylight else { return nil }
    var components: [CalendarComponent] = []
    for transition in transitions.prefix(2) {
      let isDaylight = transition.offsetAfter == daylight.offset
      let change = isDaylight ? daylight.start : daylight.end
      let expected = isDaylight ? rule.standardOffset : daylight.offset
      let wall = transition.instant + transition.offsetBefore
      let year = LocalDateTime(unchecked: wall).date.year
      guard let text = change.yearlyRule, transition.offsetBefore == expected,
        change.wallSeconds(inYear: year) == wall
      else { return nil }
      let clock = Clock(
        offsetBefore: transition.offsetBefore, offsetAfter: transition.offsetAfter,
        name: zone.abbreviation(atInstant: transition.instant),
        isDaylight: transition.offsetAfter > transition.offsetBefore)
      components.append(component(clock, from: wall, CalendarProperty("RRULE", value: text)))
    }
    return components
  }
}

extension ZoneTransitions {
  /// The rule that goes on for ever, where it has two clocks.
  fileprivate var regularRule: PosixRule? {
    guard case .file(let file) = names, let rule = file.rule, rule.daylight != nil, !isFixed else {
      return nil
    }
    return rule
  }

  /// The last change before only the rule applies.
  fileprivate var lastListedTransition: Int {
    let regular = isRegularFrom
    return regular == .min ? LocalDateTime.range.lowerBound : regular
  }
}

extension PosixRule.Change {
  /// The change as a yearly rule, or `nil` where its day may lie in another month than it says.
  var yearlyRule: String? {
    // A time below 00:00 or beyond 24:00 belongs to another day.
    let shift = seconds.floorDivided(by: 86_400)
    switch day {
    case .weekday(let month, let week, let weekday):
      let name = Weekday(rawValue: UInt8((weekday + 6 + shift).floorRemainder(by: 7)))?.abbreviation ?? "MO"
      if shift == 0 { return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(week == 5 ? -1 : week)\(name)" }
      let length = CivilDate.daysInMonth(year: 2001, month: month)
      let first = (week == 5 ? length - 6 : week * 7 - 6) + shift
      if first >= 1, first + 6 <= length, month != 2 || week != 5 {
        let days = (first...first + 6).map(String.init).joined(separator: ",")
        return "FREQ=YEARLY;BYMONTH=\(month);BYMONTHDAY=\(days);BYDAY=\(name)"
      }
      // Across months: counted from the year's end, leap years are like others from the end of February on.
      guard month > 2 || week == 5 else { return nil }
      let newYear = CivilDate.dayNumber(year: 2002, month: 1, day: 1)
      let start = CivilDate.dayNumber(year: 2001, month: month, day: 1) + first - 1 - newYear
      guard start + 6 < 0 else { return nil }
      let days = (start...start + 6).map(String.init).joined(separator: ",")
      return "FREQ=YEARLY;BYYEARDAY=\(days);BYDAY=\(name)"
    case .julianWithoutLeapDay(let number):
      let date = CivilDate(unchecked: CivilDate.dayNumber(year: 2001, month: 1, day: 1) + number - 1 + shift)
      guard date.year == 2001, number + shift < 59 || number >= 60 + abs(shift) else { return nil }
      return "FREQ=YEARLY;BYMONTH=\(date.month);BYMONTHDAY=\(date.day)"
    case .zeroBased(let number):
      guard (0...364).contains(number + shift) else { return nil }
      return "FREQ=YEARLY;BYYEARDAY=\(number + shift + 1)"
    }
  }
}
