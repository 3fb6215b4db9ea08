internal import Recurrence
internal import SchedulingCore

// When an event takes place, and how long.
extension CalendarEventReader {
  /// A time of the file.
  enum Time {
    case date(CivilDate)
    case floating(LocalDateTime)
    case zoned(LocalDateTime, ZoneTransitions)
    case instant(Int)

    /// As it is written, on whatever clock.
    var written: LocalDateTime {
      switch self {
      case .date(let date): date.midnight
      case .floating(let local), .zoned(let local, _): local
      case .instant(let seconds): LocalDateTime(clamping: seconds)
      }
    }
  }

  mutating func time(_ property: CalendarProperty) throws(ValidationFailure) -> Time {
    let property = withWholeZone(property)
    var name = property.parameter("TZID")
    if name?.isBlank == true {
      warn(.noiseIgnored, "The empty TZID of \(property.name) is left out.", property.line)
      name = nil
    }
    do throws(RecurrenceError) {
      switch try date(property) {
      case .date(let date):
        checkDate(property)
        return .date(date)
      case .instant(let seconds):
        guard let name else { return .instant(seconds) }
        // The instant is plain, and the zone is the one to recur in.
        let zone = try zones.zone(named: name, line: property.line)
        if zone.isFixed, zone.offsetSeconds(atInstant: seconds) == 0 {
          warn(
            .noiseIgnored, "The TZID of \(property.name) stands beside a “Z” and is left out.", property.line)
          return .instant(seconds)
        }
        warn(
          .zoneAssumed,
          "\(property.name) is in UTC though TZID names \(zone.identifier); the instant counts.",
          property.line)
        return .zoned(LocalDateTime(clamping: seconds + zone.offsetSeconds(atInstant: seconds)), zone)
      case .local(let local, zone: _):
        if property.parameter("VALUE")?.uppercased() == "DATE" {
          let isDay = local.secondOfDay == 0
          warn(
            .valueTypeDiffers,
            "\(property.name) is announced as a date and has a time, \(isDay ? "midnight: it is the day" : "which counts").",
            property.line)
          if isDay { return .date(local.date) }
        }
        guard let name else { return .floating(local) }
        let zone = try zones.zone(named: name, line: property.line)
        return .zoned(local, zone)
      }
    } catch {
      throw fault(error, property)
    }
  }

  /// The property with all of its TZID, of which one without quotes, such as `GMT+05:30` and `tzone://Microsoft/Utc`,
  /// leaves the part behind its colon to the value.
  mutating func withWholeZone(_ property: CalendarProperty) -> CalendarProperty {
    guard property.value.utf8.contains(ASCII.colon), let zone = property.parameter("TZID"),
      let colon = property.value.lastIndex(of: ":")
    else {
      return property
    }
    let rest = property.value[..<colon]
    guard rest.hasPrefix("//") || rest.count == 2 && rest.allSatisfy(\.isNumber) else { return property }
    let name = "\(zone):\(rest)"
    warn(
      .textRespelled, "The TZID of \(property.name) has a “:” and no quotes; it is read as “\(name)”.",
      property.line)
    return CalendarProperty(
      property.name,
      property.parameters.map { $0.name == "TZID" ? CalendarProperty.Parameter("TZID", name) : $0 },
      value: String(property.value[colon...].dropFirst()), line: property.line,
      valueColumn: property.valueColumn + rest.count + 1)
  }

  /// The date that a value is, or that it can be read as alone.
  private mutating func date(_ property: CalendarProperty) throws(RecurrenceError) -> RecurrenceDate {
    do throws(RecurrenceError) {
      return try RecurrenceDate(parsing: property.value)
    } catch {
      let value = property.value.withoutBlanks
      if value.utf8.count < property.value.utf8.count, let date = try? RecurrenceDate(parsing: value) {
        _ = withoutBlanks(property.value[...], of: property)
        return date
      }
      guard let date = RecurrenceDate(loose: property.value) else { throw error }
      warn(respelled: property, as: date)
      return date
    }
  }

  /// RFC 5545, section 3.3.4: a date says that it is one, and has no zone.
  private mutating func checkDate(_ property: CalendarProperty) {
    if property.parameter("VALUE")?.uppercased() != "DATE" {
      warn(
        .valueTypeDiffers, "\(property.name) is a date without VALUE=DATE, and is read as one.", property.line
      )
    }
    if property.parameter("TZID") != nil {
      warn(.noiseIgnored, "The TZID of \(property.name) stands beside a date and is left out.", property.line)
    }
  }

  /// Reports a date in a series of times, and a time in one of days.
  mutating func checkType(of property: CalendarProperty, _ time: Time, in start: RecurrenceStart) {
    let isDate = if case .date = time { true } else { false }
    guard isDate != start.isAllDay else { return }
    warn(
      .valueTypeDiffers,
      isDate
        ? "\(property.name) is a date, and the event has times; it stands for what starts on that day."
        : "\(property.name) has a time, and the event is by the day; it is read as the day.", property.line)
  }

  /// A value that may have no blanks, without those that it has.
  mutating func withoutBlanks(_ value: Substring, of property: CalendarProperty) -> String {
    guard value.hasBlanks else { return String(value) }
    warn(.noiseIgnored, "The blanks in the value of \(property.name) are left out.", property.line)
    return value.withoutBlanks
  }

  mutating func start(_ time: Time, _ property: CalendarProperty) throws(ValidationFailure) -> RecurrenceStart
  {
    switch time {
    case .zoned(let local, let zone):
      checkGiven(zone, property)
      return RecurrenceStart(local, in: zone)
    case .instant(let seconds):
      checkGiven(.utc, property)
      return RecurrenceStart(LocalDateTime(clamping: seconds), in: .utc)
    case .floating(let local):
      return RecurrenceStart(local, in: clock(property, "Its times belong to no zone"))
    case .date(let date): return RecurrenceStart(allDay: date, in: clock(property, "It is by the day"))
    }
  }

  private mutating func checkGiven(_ zone: ZoneTransitions, _ property: CalendarProperty) {
    guard let given = choice.given, given.identifier != zone.identifier else { return }
    warn(
      .zoneIgnored,
      "The event recurs in \(zone.identifier), as its file says, and not in \(given.identifier).",
      property.line)
  }

  /// The zone of what has none: the one that was given, the file's own, or UTC.
  private mutating func clock(_ property: CalendarProperty, _ what: String) -> ZoneTransitions {
    if let given = choice.given { return given }
    let own = defaultZone.flatMap { try? ZoneTransitions.named($0) }
    report(
      Diagnostic(
        .note, .zoneAssumed,
        "\(what), and it is taken to be in \(own.map { "the file's zone, \($0.identifier)" } ?? "UTC").",
        at: place(property.line), remedy: "Give a zone to choose another."))
    return own ?? .utc
  }

  func instant(_ time: Time, clock: ZoneTransitions) -> Int {
    // RFC 5545, section 3.3.5, whatever is chosen for what the rule generates.
    func resolve(_ local: LocalDateTime, _ zone: ZoneTransitions) -> Int {
      (zone.occurrence(at: local)?.startMilliseconds ?? 0) / 1000
    }
    switch time {
    case .date(let date): return resolve(date.midnight, clock)
    case .floating(let local): return resolve(local, clock)
    case .zoned(let local, let zone): return resolve(local, zone)
    case .instant(let seconds): return seconds
    }
  }

  /// The day that a time means in a series of days: the one that is written, in whatever zone, since some programs
  /// write midnights; of a midnight of the series' zone in UTC that zone's.
  func day(of time: Time, _ start: RecurrenceStart) -> CivilDate {
    if case .instant(let seconds) = time, time.written.secondOfDay != 0 {
      let local = LocalDateTime(clamping: seconds + start.zone.offsetSeconds(atInstant: seconds))
      if local.secondOfDay == 0 { return local.date }
    }
    return time.written.date
  }

  // MARK: Lengths

  /// What DTEND or DURATION gives; a day, or nothing, where there is neither (RFC 5545, section 3.6.1).
  mutating func length(
    of component: CalendarComponent, from start: Time, clock: ZoneTransitions
  ) throws(ValidationFailure) -> EventLength {
    let isByDay = if case .date = start { true } else { false }
    if let property = component.first("DTEND") {
      let end = try time(property)
      checkEnd(end, property, isByDay: isByDay)
      if let other = component.first("DURATION") {
        warn(.lineIgnored, "DURATION stands beside DTEND, which counts.", other.line)
      }
      let days = end.written.date.dayNumber - start.written.date.dayNumber
      let seconds = instant(end, clock: clock) - instant(start, clock: clock)
      if isByDay ? days <= 0 : seconds <= 0 {
        let isBefore = isByDay ? days < 0 : seconds < 0
        warn(
          .endNotAfterStart,
          "DTEND is \(isBefore ? "before" : "the same as") DTSTART; the event takes "
            + (isByDay ? "one day." : "no time."), property.line)
      }
      return try isByDay
        ? EventLength(days: max(days, 1), seconds: 0) : EventLength(seconds: max(seconds, 0))
    }
    if let property = component.first("DURATION") { return try length(property, isByDay: isByDay) }
    return try EventLength(days: isByDay ? 1 : 0, seconds: 0)
  }

  private mutating func checkEnd(_ end: Time, _ property: CalendarProperty, isByDay: Bool) {
    let isDate = if case .date = end { true } else { false }
    guard isDate != isByDay else { return }
    warn(
      .valueTypeDiffers,
      isDate
        ? "DTEND is a date, and DTSTART has a time; the event ends at that day's midnight."
        : "DTEND has a time, and DTSTART is a date; its day counts.", property.line)
  }

  private mutating func length(_ property: CalendarProperty, isByDay: Bool) throws(ValidationFailure)
    -> EventLength
  {
    let value = withoutBlanks(property.value[...], of: property)
    let isNegative = value.hasPrefix("-")
    guard let length = EventLength(text: String(value.drop { $0 == "+" || $0 == "-" })) else {
      throw ValidationFailure(
        .invalidDuration, "DURATION: “\(value.prefix(40))” is no duration.", at: place(property.line),
        remedy: "Write it like PT30M.")
    }
    if isNegative || length.totalSeconds == 0 {
      warn(
        .endNotAfterStart,
        "DURATION is \(isNegative ? "negative" : "zero"); the event takes \(isByDay ? "one day" : "no time").",
        property.line)
      return try EventLength(days: isByDay ? 1 : 0, seconds: 0)
    }
    guard isByDay, length.seconds > 0 else { return length }
    let days = length.days + (length.seconds + 86_399) / 86_400
    if length.seconds % 86_400 == 0 {
      warn(
        .valueTypeDiffers,
        "DURATION \(value.prefix(40)) counts hours, and the event is by the day; it takes \(days.counted("day")).",
        property.line)
    } else {
      warn(
        .endNotAfterStart,
        "DURATION \(value.prefix(40)) is no whole number of days; the event takes \(days).", property.line)
    }
    return try EventLength(days: days, seconds: 0)
  }
}
