internal import Recurrence

/// Puts obstacles into words.
struct ReasonWriter {
  let check: BookingCheck

  private var zone: ZoneTransitions { check.team.zone }
  private var calendar: BookingCalendar { check.availability.calendar }

  /// - Parameter userID: Whom the obstacle concerns.
  func reason(_ obstacle: Obstacle, _ time: Range<Int>, userID: String?) -> AvailabilityReason {
    switch obstacle {
    case .inactive: reason(.inactive, "The calendar “\(calendar.name)” is not active.")
    case .past:
      reason(
        .past, "It starts at \(shown(time.lowerBound)), before now, \(shown(check.availability.now ?? 0)).",
        required: check.availability.now, actual: time.lowerBound)
    case .notice(let earliest):
      reason(
        .notice,
        "It has to be booked \(calendar.limits.notice?.description ?? "earlier") ahead: from \(shown(earliest)) on.",
        required: earliest, actual: time.lowerBound)
    case .tooFar(let latest):
      reason(
        .tooFar,
        "It can be booked \(calendar.limits.window?.description ?? "so long") ahead: until \(shown(latest)).",
        required: latest, actual: time.lowerBound)
    case .dayLimit(let count):
      reason(
        .dayLimit,
        "The day \(day(time.lowerBound)) has \(count) of \(calendar.limits.perDay ?? 0) appointments already.",
        required: calendar.limits.perDay, actual: count)
    case .resource(let id, let count, let place): resourceReason(id, count, place)
    case .collective(let persons):
      reason(
        .collective,
        "All of the team have to be free; "
          + persons.map { check.persons[$0].userID ?? "one" }.joined(separator: ", ")
          + (persons.count == 1 ? " is not." : " are not."),
        required: check.persons.count, actual: check.persons.count - persons.count)
    default: ownReason(obstacle, time, userID: userID)
    }
  }

  private func ownReason(_ obstacle: Obstacle, _ time: Range<Int>, userID: String?) -> AvailabilityReason {
    let length = (time.upperBound - time.lowerBound) / 1000
    switch obstacle {
    case .hours:
      return reason(.hours, "It starts at \(shown(time.lowerBound)), outside the hours.", userID: userID)
    case .duration(let end):
      let left = (end - time.lowerBound) / 1000
      return reason(
        .duration,
        "It takes \(DurationText.text(seconds: length)), and the hours are over \(DurationText.text(seconds: left)) "
          + "after its start, at \(clock(end)).", userID: userID, required: length, actual: left)
    case .user:
      return reason(.user, "It lies outside the hours of \(userID ?? "the user").", userID: userID)
    case .grid(let off):
      let interval = calendar.slot.intervalSeconds
      return reason(
        .grid,
        "It starts \(DurationText.text(seconds: off)) off the slots, which start every "
          + "\(DurationText.text(seconds: interval)).", userID: userID, required: interval, actual: off)
    case .length(let seconds):
      let slot = calendar.slot.durationSeconds
      return reason(
        .length,
        "It takes \(DurationText.text(seconds: seconds)); a slot takes \(DurationText.text(seconds: slot)).",
        userID: userID, required: slot, actual: seconds)
    case .slotFull(let count):
      return reason(
        .slotMax, "\(count) of \(calendar.limits.perSlot) appointments are booked then.", userID: userID,
        required: calendar.limits.perSlot, actual: count)
    case .seatsTaken(let count):
      return reason(
        .noSeats, "\(count) of \(calendar.limits.perSlot) seats are taken.", userID: userID,
        required: calendar.limits.perSlot, actual: count)
    case .busy(let place): return busyReason(place, userID: userID)
    case .buffer(let place, let needed, let left):
      return bufferReason(place, needed, left, time, userID: userID)
    default: return reason(obstacle, time, userID: userID)
    }
  }

  private func resourceReason(_ id: String, _ count: Int, _ place: Int) -> AvailabilityReason {
    let event = event(place)
    let capacity = check.availability.resources[id] ?? 1
    let message = text { bytes in
      bytes += "The resource “\(id)” is taken by \(count) of \(capacity), first by ".utf8
      append(name: event, to: &bytes)
      bytes += ", ".utf8
      append(span: event, to: &bytes)
      bytes.append(UInt8(ascii: "."))
    }
    return reason(.resource, message, event: event, required: capacity, actual: count)
  }

  private func bufferReason(
    _ place: Int, _ needed: Int, _ left: Int, _ time: Range<Int>, userID: String?
  ) -> AvailabilityReason {
    let event = event(place)
    let message = text { bytes in
      bytes += DurationText.text(seconds: needed).utf8
      bytes +=
        (event.endMilliseconds <= time.lowerBound
        ? " have to stay free before it; " : " have to stay free after it; ").utf8
      append(name: event, to: &bytes)
      bytes += ", ".utf8
      append(span: event, to: &bytes)
      bytes += ", leaves ".utf8
      bytes += DurationText.text(seconds: left).utf8
      bytes.append(UInt8(ascii: "."))
    }
    return reason(.buffer, message, userID: userID, event: event, required: needed, actual: left)
  }

  private func busyReason(_ place: Int, userID: String?) -> AvailabilityReason {
    let event = event(place)
    let code: AvailabilityReason.Code
    let verb: String
    switch check.busy.owners[Int(check.busy.entries[place].owner)].kind {
    case .appointment: (code, verb) = (.booked, "is booked")
    case .blocked: (code, verb) = (.blocked, "blocks the time")
    case .outside: (code, verb) = (.conflict, "takes place")
    }
    let message = text { bytes in
      append(name: event, to: &bytes)
      bytes.append(UInt8(ascii: " "))
      bytes += verb.utf8
      bytes += ", ".utf8
      append(span: event, to: &bytes)
      bytes.append(UInt8(ascii: "."))
    }
    return reason(code, message, userID: userID, event: event)
  }

  private func reason(
    _ code: AvailabilityReason.Code, _ message: String, userID: String? = nil,
    event: AvailabilityReason.OtherEvent? = nil, required: Int? = nil, actual: Int? = nil
  ) -> AvailabilityReason {
    AvailabilityReason(
      code: code, message: message, userID: userID, event: event, required: required, actual: actual)
  }

  private func event(_ place: Int) -> AvailabilityReason.OtherEvent {
    let entry = check.busy.entries[place]
    let label = check.busy.labels[entry.label]
    return AvailabilityReason.OtherEvent(
      id: label.id, title: label.title, startMilliseconds: entry.start, endMilliseconds: entry.end)
  }

  private func append(name event: AvailabilityReason.OtherEvent, to bytes: inout [UInt8]) {
    let name = event.title.isEmpty ? event.id : event.title
    if name.isEmpty {
      bytes += "Another event".utf8
    } else {
      bytes += "“".utf8
      bytes += name.utf8
      bytes += "”".utf8
    }
  }

  /// Appends `2026-03-02 09:00 to 09:30`, with the day again where it is another.
  private func append(span event: AvailabilityReason.OtherEvent, to bytes: inout [UInt8]) {
    let day = append(event.startMilliseconds, to: &bytes)
    bytes += " to ".utf8
    _ = append(event.endMilliseconds, after: day, to: &bytes)
  }

  /// `2026-03-02 09:00`, on the calendar's clock.
  private func shown(_ milliseconds: Int) -> String { text { _ = append(milliseconds, to: &$0) } }

  private func day(_ milliseconds: Int) -> String {
    CivilDate(clamping: zone.dayNumber(atMilliseconds: milliseconds)).description
  }

  private func clock(_ milliseconds: Int) -> String {
    let day = zone.dayNumber(atMilliseconds: milliseconds)
    return text { _ = append(milliseconds, after: day, to: &$0) }
  }

  private func text(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128)
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the day, unless it is the one before, and the time.
  ///
  /// - Returns: The day.
  private func append(_ milliseconds: Int, after known: Int? = nil, to bytes: inout [UInt8]) -> Int {
    let wall = zone.wallSeconds(atMilliseconds: milliseconds)
    let (day, second) = (wall.floorDivided(by: 86_400), wall.floorRemainder(by: 86_400))
    if day != known {
      CivilDate(clamping: day).append(to: &bytes)
      bytes.append(UInt8(ascii: " "))
    }
    bytes.append(twoDigits: second / 3600)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: second / 60 % 60)
    if second % 60 != 0 {
      bytes.append(UInt8(ascii: ":"))
      bytes.append(twoDigits: second % 60)
    }
    return day
  }
}
