public import SchedulingCore

extension AppointmentClient {
  /// The appointments of a range, with the instances of series that were edited on their own; long ranges are asked
  /// for in parts, and what is in two of them counts once.
  public func events(
    _ query: EventQuery, version: APIVersion = .v2021_04_15
  ) async throws(AppointmentClientError) -> Fetched<[Appointment]> {
    try await events("/calendars/events", query, version)
  }

  /// The blocked slots of a range.
  public func blockedSlots(
    _ query: EventQuery, version: APIVersion = .v2021_04_15
  ) async throws(AppointmentClientError) -> Fetched<[Appointment]> {
    try await events("/calendars/blocked-slots", query, version)
  }

  /// An appointment with the JSON that the server sent.
  public func event(
    _ id: String, version: APIVersion = .v2021_04_15
  ) async throws(AppointmentClientError) -> Fetched<Appointment> {
    try await fetch(PlannedRequest.appointmentPath(id), [], version) { value throws(ValidationFailure) in
      try Appointment(value)
    }
  }

  /// A calendar's settings.
  public func calendar(
    _ id: String, version: APIVersion = .v2021_04_15
  ) async throws(AppointmentClientError) -> Fetched<BookingCalendar> {
    try await fetch("/calendars/\(PlannedRequest.percentEncoded(id))", [], version) {
      value throws(ValidationFailure) in try BookingCalendar(value)
    }
  }

  /// The schedules that an event calendar takes its hours from.
  public func schedules(
    ofCalendar id: String, version: APIVersion = .v3
  ) async throws(AppointmentClientError) -> Fetched<[BookingSchedule]> {
    try await fetch("/calendars/schedules/event-calendar/\(PlannedRequest.percentEncoded(id))", [], version) {
      value throws(ValidationFailure) in try BookingSchedule.list(parsing: value.bytes())
    }
  }

  /// The schedules of a user, all pages of them.
  public func schedules(
    ofUser userID: String, locationID: String, version: APIVersion = .v3
  ) async throws(AppointmentClientError) -> Fetched<[BookingSchedule]> {
    var items: [JSONValue] = []
    while true {
      let query = [
        ("locationId", locationID), ("userId", userID), ("skip", "\(items.count)"),
        ("limit", "\(Self.schedulesPerPage)"),
      ]
      let page = try await fetch("/calendars/schedules/search", query, version) {
        value throws(ValidationFailure) in value["schedules"]?.arrayValue ?? value.arrayValue ?? []
      }.value
      let known = Set(items)
      let new = page.filter { !known.contains($0) }
      items += new
      // A server that does not count what is skipped would send the same page for ever.
      if page.count < Self.schedulesPerPage || new.isEmpty { break }
    }
    let all = JSONValue.object(["schedules": .array(items)])
    do throws(ValidationFailure) {
      return Fetched(value: try BookingSchedule.list(parsing: all.bytes()), json: all.bytes())
    } catch {
      throw AppointmentClientError(unreadable: error)
    }
  }

  private static let schedulesPerPage = 100

  /// The free slots of a calendar.
  ///
  /// - Parameters:
  ///   - range: In epoch milliseconds, at most 31 days.
  ///   - zone: The IANA name of the zone that the slots are written in; the calendar's where absent.
  public func freeSlots(
    ofCalendar id: String, range: Range<Int>, zone: String? = nil, userID: String? = nil,
    version: APIVersion = .v2021_04_15
  ) async throws(AppointmentClientError) -> Fetched<FreeSlots> {
    var query = [("startDate", "\(range.lowerBound)"), ("endDate", "\(range.upperBound)")]
    if let zone { query.append(("timezone", zone)) }
    if let userID { query.append(("userId", userID)) }
    return try await fetch("/calendars/\(PlannedRequest.percentEncoded(id))/free-slots", query, version) {
      value throws(ValidationFailure) in try FreeSlots(value)
    }
  }

  /// Deletes an event or a blocked slot; a series goes with all of its instances.
  ///
  /// A lost answer leaves the outcome open: ask for the event, which is `notFound`, or says `deleted`, once it is gone.
  public func delete(_ id: String, version: APIVersion = .v2021_04_15) async throws(AppointmentClientError) {
    let contentType = PlannedRequest.Header(name: "Content-Type", value: "application/json")
    _ = try await answer(
      to: "DELETE", "/calendars/events/\(PlannedRequest.percentEncoded(id))",
      headers: Self.headers(version) + [contentType], body: Array("{}".utf8))
  }

  private func events(
    _ path: String, _ query: EventQuery, _ version: APIVersion
  ) async throws(AppointmentClientError) -> Fetched<[Appointment]> {
    var items: [JSONValue] = []
    var known: Set<String> = []
    for page in query.pages {
      let more = try await fetch(path, page.items, version) { value throws(ValidationFailure) in
        guard let items = value["events"]?.arrayValue ?? value.arrayValue else {
          throw ValidationFailure(
            .wrongType, "The list of events is \(value.kind) without an array “events”.", field: "events")
        }
        return items
      }.value
      for item in more {
        let id = (item["id"] ?? item["_id"])?.stringValue
        if id.map({ known.insert($0).inserted }) ?? true { items.append(item) }
      }
    }
    let all = JSONValue.object(["events": .array(items)]).bytes()
    do throws(ValidationFailure) {
      return Fetched(value: try Appointment.list(parsing: all), json: all)
    } catch {
      throw AppointmentClientError(unreadable: error)
    }
  }

  /// Reads what a path holds.
  private func fetch<Value>(
    _ path: String, _ query: [(String, String)], _ version: APIVersion,
    _ read: (JSONValue) throws(ValidationFailure) -> Value
  ) async throws(AppointmentClientError) -> Fetched<Value> {
    let answer: ServerAnswer
    do throws(AppointmentClientError) {
      answer = try await self.answer(
        to: "GET", path, query: query, headers: Self.headers(version), body: [])
    } catch {
      throw error.ofReading
    }
    do throws(ValidationFailure) {
      let value = try JSONValue(parsing: answer.body, allowsDuplicateKeys: true)
      return Fetched(value: try read(value), json: answer.body)
    } catch {
      throw AppointmentClientError(unreadable: error, answer)
    }
  }

  private static func headers(_ version: APIVersion) -> [PlannedRequest.Header] {
    [("Accept", "application/json"), ("Version", version.rawValue)]
      .map { PlannedRequest.Header(name: $0, value: $1) }
  }
}

extension AppointmentClientError {
  /// The error for what was read and can't be understood.
  fileprivate init(unreadable cause: ValidationFailure, _ answer: ServerAnswer? = nil) {
    self.init(
      .undecodableBody,
      "The server's answer can't be read: \(cause.errors.first?.description ?? cause.message)",
      remedy: "See its raw body; reading changed nothing.", answer: answer, cause: cause)
  }
}
