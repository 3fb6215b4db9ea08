internal import Recurrence
internal import SchedulingCore

// RRULE, RDATE, EXDATE and EXRULE of an event.
extension CalendarEventReader {
  mutating func recurrence(
    of component: CalendarComponent, start: RecurrenceStart
  ) throws(ValidationFailure) -> RecurrenceText? {
    var text = RecurrenceText()
    for property in component.properties {
      switch property.name {
      case "RRULE", "EXRULE":
        var warnings: [RecurrenceWarning] = []
        do throws(RecurrenceError) {
          let parsed = try RecurrenceText(
            parsing: "RRULE:" + property.value, reading: options.textReading, warnings: &warnings)
          if property.name == "RRULE" {
            text.rules += parsed.rules
            // Dates that stand in the rule are read as lines of their own.
            text.additions += parsed.additions
            text.exclusions += parsed.exclusions
          } else {
            text.exclusionRules += parsed.rules
          }
        } catch {
          // The reader saw RRULE: before the value.
          throw fault(error.moved(by: -6), property)
        }
        for warning in warnings { report(Diagnostic(warning, field: nil).at(line: property.line)) }
      case "RDATE": text.additions += try dates(property, start)
      case "EXDATE": text.exclusions += try dates(property, start)
      default: break
      }
    }
    let isEmpty =
      text.rules.isEmpty && text.additions.isEmpty
      && component.first(SeriesCalendar.recurrenceProperty) == nil
    if isEmpty, text.hasExclusions {
      warn(
        .exclusionsIgnored, "EXDATE stands beside no RRULE and no RDATE; the event occurs once.",
        component.line)
    }
    if start.isAllDay {
      for property in component.all("RRULE") where text.rules.contains(where: \.endsAtTime) {
        warn(
          .valueTypeDiffers, "UNTIL has a time, and the event is by the day; it is read as the day.",
          property.line)
      }
      text.rules = text.rules.map { byDay($0, start) }
    }
    return isEmpty ? nil : text
  }

  /// The rule of a series of days, whose UNTIL is a day whatever time it has.
  private func byDay(_ rule: RecurrenceRule, _ start: RecurrenceStart) -> RecurrenceRule {
    rule.mappingUntil { until in
      switch until {
      case .instant(let seconds): .date(day(of: .instant(seconds), start))
      case .local(let local): .date(local.date)
      case .date: until
      }
    }
  }

  private mutating func dates(
    _ property: CalendarProperty, _ start: RecurrenceStart
  ) throws(ValidationFailure) -> [RecurrenceDate] {
    var found: [RecurrenceDate] = []
    // Under another policy a local time would mean another instant than the file's.
    let isPlain = options.zonePolicy == ZonePolicy()
    let property = withWholeZone(property)
    if property.value.utf8.contains(ASCII.semicolon) {
      warn(.textRespelled, "“;” stands where “,” belongs, in \(property.name).", property.line)
    }
    let values = property.value.split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" }
    for value in values {
      if value.isBlank {
        warn(.noiseIgnored, "An empty value in \(property.name) is left out.", property.line)
        continue
      }
      let period = value.split(separator: "/")
      if period.count > 1 {
        warn(.periodIgnored, "The length of the period “\(value)” is left out.", property.line)
      }
      let single = CalendarProperty(
        property.name, property.parameters, value: String(period.first ?? value), line: property.line)
      let time = try time(single)
      if property.name == "EXDATE" || start.isAllDay { checkType(of: property, time, in: start) }
      if start.isAllDay {
        found.append(.date(day(of: time, start)))
        continue
      }
      switch time {
      case .date(let date) where property.name == "EXDATE": found.append(.date(date))
      case .date(let date):
        let local = LocalDateTime(clamping: date.dayNumber * 86_400 + start.local.secondOfDay)
        warn(.timeAssumed, "RDATE is a date; it takes the time of DTSTART.", property.line)
        found.append(.local(local, zone: nil))
      case .floating(let local) where isPlain: found.append(.local(local, zone: nil))
      case .zoned(let local, let zone) where zone === start.zone && isPlain:
        found.append(.local(local, zone: nil))
      default: found.append(.instant(seconds: instant(time, clock: start.zone)))
      }
    }
    return found
  }

  /// The recurrence as it was before this library spelled it out, where that still says the same; else with the
  /// start that other readers count as an occurrence.
  mutating func resolved(
    _ text: RecurrenceText, _ start: RecurrenceStart, _ component: CalendarComponent
  ) throws(ValidationFailure) -> (RecurrenceStart, RecurrenceText)? {
    // What the file says, by RFC 5545.
    let plain = ExpansionOptions(untilDate: options.untilDate, engine: options.engine)
    if let property = component.first(SeriesCalendar.recurrenceProperty) {
      let set = try expansion(text, start, line: component.line, options: plain)
      if let own = own(property, in: start.zone),
        let former = try? RecurrenceSet(own.1, start: own.0, options: options), Self.agree(former, set)
      {
        return own
      }
      warn(
        .recurrenceEdited, "\(property.name) says otherwise than the event's own recurrence, which counts.",
        property.line)
      if text.rules.isEmpty, text.additions.isEmpty { return nil }
    }
    let set = try expansion(text, start, line: component.line)
    let first = set.start.zone.occurrence(at: start.local, policy: options.zonePolicy)?.startMilliseconds
    guard let first, !set.contains(first) else { return (start, text) }
    let whole = text.withoutExclusions()
    // An excluded start is none; one that no rule generates is an occurrence all the same.
    guard try !expansion(whole, start, line: component.line).contains(first) else { return (start, text) }
    var added = text
    added.additions.append(start.isAllDay ? .date(start.local.date) : .local(start.local, zone: nil))
    guard try expansion(added, start, line: component.line).contains(first) else { return (start, text) }
    warn(
      .startAdded, "DTSTART does not match the rule; other readers show it, so it is added as an RDATE.",
      component.first("DTSTART")?.line ?? component.line)
    return (start, added)
  }

  /// Whether two series are alike as far as one looks.
  private static func agree(_ left: RecurrenceSet, _ right: RecurrenceSet) -> Bool {
    do throws(RecurrenceError) {
      return try left.isEquivalent(to: right)
    } catch {
      // They agree for as many occurrences as are compared.
      return error.code == .limitReached
    }
  }

  private func own(
    _ property: CalendarProperty, in zone: ZoneTransitions
  ) -> (RecurrenceStart, RecurrenceText)? {
    guard var text = try? RecurrenceText(parsing: property.text), let date = text.start else { return nil }
    text.start = nil
    switch date {
    case .date(let day): return (RecurrenceStart(allDay: day, in: zone), text)
    case .local(let local, zone: _): return (RecurrenceStart(local, in: zone), text)
    case .instant: return nil
    }
  }

  func expansion(
    _ text: RecurrenceText, _ start: RecurrenceStart, line: Int, options: ExpansionOptions? = nil
  ) throws(ValidationFailure) -> RecurrenceSet {
    do throws(RecurrenceError) {
      return try RecurrenceSet(text, start: start, options: options ?? self.options)
    } catch {
      throw ValidationFailure(Diagnostic(error, field: nil).at(line: line))
    }
  }
}

extension RecurrenceRule {
  /// Whether its UNTIL has a time.
  fileprivate var endsAtTime: Bool {
    switch end {
    case .until(.date), .countOrUntil(_, .date), .count, .never: false
    case .until, .countOrUntil: true
    }
  }
}

extension RecurrenceRule {
  /// The rule with another UNTIL, where it has one.
  func mappingUntil(_ change: (RecurrenceUntil) -> RecurrenceUntil) -> RecurrenceRule {
    switch end {
    case .until(let until): with(end: .until(change(until)))
    case .countOrUntil(let count, let until): with(end: .countOrUntil(count, change(until)))
    case .count, .never: self
    }
  }
}
