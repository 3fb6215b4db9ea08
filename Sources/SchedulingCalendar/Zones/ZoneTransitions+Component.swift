internal import Recurrence

extension ZoneTransitions {
  /// The zone as VTIMEZONE: RFC 5545, section 3.6.5.
  ///
  /// A zone of its own comes back as it was defined. Of others onsets that the zone's rule predicts are written as a yearly rule, all others as dates. Local mean
  /// time and the clocks of centuries stand in it only where the instants asked for need them.
  ///
  /// - Parameters:
  ///   - name: The TZID.
  ///   - first: The earliest instant that it has to be right for, in seconds since 1970-01-01T00:00:00Z.
  ///   - last: The latest one; `nil` where there is no end.
  func component(named name: String, from first: Int, through last: Int?) -> CalendarComponent {
    if let definition, var own = try? CalendarReader(Array(definition.utf8)).components.first {
      own.properties.removeAll { $0.name == "TZID" }
      own.properties.insert(CalendarProperty("TZID", text: name), at: 0)
      return own
    }
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
    let changes = zone.yearlyChanges
    let regular = changes.isEmpty ? .max : zone.isRegularFrom
    let listEnd: Int
    if let last {
      listEnd = last + Self.margin
    } else {
      let end = max(zone.lastListedTransition, begin)
      listEnd = changes.isEmpty ? end + 1 : end + Self.listedYears * 366 * 86_400
    }
    let list = zone.transitions(in: begin..<max(listEnd, begin + 1))
    addInitialClock(at: begin, following: list.first)
    var rest = list[...]
    while let next = rest.first, next.instant <= regular {
      add(next, following: rest.dropFirst().first)
      rest.removeFirst()
    }
    if changes.isEmpty { return }
    // A list that ends soon needs no rule. The first change may start from a clock that the rule lacks.
    while let next = rest.first {
      if rest.count > 2, let regularRules = Self.rules(changes, rest, zone) {
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
    let year = LocalDateTime(clamping: instant + offset).date.year
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
      let further = times.dropFirst().map { LocalDateTime(clamping: $0).basicDescription }
      let dates = further.isEmpty ? nil : CalendarProperty("RDATE", value: further.joined(separator: ","))
      return Self.component(clock, from: first, dates)
    } + rules
  }

  private static func component(
    _ clock: Clock, from onset: Int, _ recurrence: CalendarProperty?
  ) -> CalendarComponent {
    var properties = [
      CalendarProperty("DTSTART", value: LocalDateTime(clamping: onset).basicDescription),
      CalendarProperty("TZOFFSETFROM", value: OffsetText.text(clock.offsetBefore, separator: "")),
      CalendarProperty("TZOFFSETTO", value: OffsetText.text(clock.offsetAfter, separator: "")),
      CalendarProperty("TZNAME", text: clock.name),
    ]
    if let recurrence { properties.append(recurrence) }
    return CalendarComponent(clock.isDaylight ? "DAYLIGHT" : "STANDARD", properties)
  }

  /// Both clocks of the zone's rule; `nil` where RFC 5545 can't tell their onsets as it does.
  private static func rules(
    _ changes: [YearlyChange], _ transitions: ArraySlice<ZoneTransition>, _ zone: ZoneTransitions
  ) -> [CalendarComponent]? {
    var components: [CalendarComponent] = []
    for transition in transitions.prefix(2) {
      let wall = transition.instant + transition.offsetBefore
      let year = LocalDateTime(clamping: wall).date.year
      let change = changes.first {
        $0.offsetBefore == transition.offsetBefore && $0.offsetAfter == transition.offsetAfter
      }
      guard let change, let text = change.rule, change.wallSeconds(inYear: year) == wall else { return nil }
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
  /// The last change before only the rule applies.
  fileprivate var lastListedTransition: Int {
    let regular = isRegularFrom
    return regular == .min ? LocalDateTime.range.lowerBound : regular
  }
}
