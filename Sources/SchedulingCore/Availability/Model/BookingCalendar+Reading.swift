internal import Recurrence

extension BookingCalendar {
  /// Reads a calendar from JSON in UTF-8: bare, or as `{calendar: …}`.
  ///
  /// - Throws: A failure with all findings: `invalidJSON`, `notAnObject`, `missingField`, `wrongType`,
  ///   `valueOutOfRange`, `hoursReversed`, `unknownZone`; each names its field, such as
  ///   `openHours[0].hours[1].closeHour`.
  public init(parsing bytes: some Sequence<UInt8>) throws(ValidationFailure) {
    try self.init(try JSONValue(parsing: bytes, allowsDuplicateKeys: true))
  }

  /// Reads a calendar from a JSON value; see `init(parsing:)`.
  public init(_ value: JSONValue) throws(ValidationFailure) {
    let object = value["calendar"]?.objectValue ?? value.objectValue
    guard let object else {
      throw ValidationFailure(
        .notAnObject, "The calendar is \(value.kind), not an object.")
    }
    var reader = SettingsReader(object)
    id = reader.string("id", "_id") ?? ""
    if id.isEmpty {
      reader.warn(
        .missingField, "The calendar has no id, so that all appointments without a user count as its own.",
        field: "id")
    }
    name = reader.string("name") ?? id
    isActive = reader.truth("isActive") ?? true
    let eventType = reader.string("eventType")
    kind = Kind(
      rawValue: reader.string("calendarType") ?? (eventType == nil ? "event" : Kind.roundRobin.rawValue))
    members =
      reader.each("teamMembers") { member in
        guard let userID = member.string("userId", "id") else {
          member.report(.missingField, "The team member has no userId.", field: "userId")
          return nil
        }
        let priority = member.number("priority") ?? 0.5
        let isPrimary = member.truth("isPrimary") ?? false
        member.ignore(TeamMember.otherFields)
        return TeamMember(userID: userID, priority: priority, isPrimary: isPrimary)
      } ?? []
    hours = HoursReader.calendarHours(&reader)
    slot = Self.slot(&reader)
    limits = Self.limits(&reader)
    hiddenPercentage = reader.inner("lookBusyConfig") { config in
      let isEnabled = config.truth("enabled") ?? false
      let share = config.whole("LookBusyPercentage", "lookBusyPercentage", in: 0...100)
      return isEnabled ? share : nil
    }
    zone = reader.zone("timezone", "timeZone")
    reader.reportUnknown(besides: Self.otherFields)
    findings = reader.findings
    json = object
    if let failure = ValidationFailure(findings) { throw failure }
  }

  private static func slot(_ reader: inout SettingsReader) -> SlotShape {
    let duration = reader.seconds("slotDuration", atLeast: 1) ?? 1800
    let interval = reader.seconds("slotInterval", atLeast: 1) ?? 1800
    let after = reader.seconds("slotBuffer", atLeast: 0) ?? 0
    let before = reader.seconds("preBuffer", atLeast: 0) ?? 0
    return SlotShape(
      durationSeconds: duration, intervalSeconds: interval, bufferBeforeSeconds: before,
      bufferAfterSeconds: after) ?? SlotShape()
  }

  private static func limits(_ reader: inout SettingsReader) -> BookingLimits {
    let largest = 1_000_000
    let perSlot = reader.whole("appoinmentPerSlot", "appointmentPerSlot", in: 0...largest)
    let perDay = reader.whole("appoinmentPerDay", "appointmentPerDay", in: 0...largest)
    if perSlot == 0 {
      reader.warn(
        .valueOutOfRange, "No appointment fits a slot that takes 0; the default of 1 is used.",
        field: "appoinmentPerSlot")
    }
    // An editor that is left empty sends 0.
    let notice = reader.period("allowBookingAfter", standard: .hours)
    let window = reader.period("allowBookingFor", standard: .days)
    return BookingLimits(
      perSlot: perSlot.map { max($0, 1) } ?? 1, perDay: perDay == 0 ? nil : perDay,
      notice: notice?.isZero == true ? nil : notice, window: window?.isZero == true ? nil : window)
  }

  /// What a calendar says beside its availability.
  private static let otherFields: Set<String> = [
    "alertEmail", "allowCancellation", "allowReschedule", "autoConfirm", "calendarCoverImage", "consentLabel",
    "description", "enableRecurring", "eventColor", "eventTitle", "formId", "formSubmitRedirectURL",
    "formSubmitThanksMessage", "formSubmitType", "googleInvitationEmails", "groupId", "guestType",
    "isLivePaymentMode", "locationConfigurations", "locationId", "meetingLocation", "notes", "notifications",
    "pixelId", "recurring", "shouldAssignContactToTeamMember", "shouldSendAlertEmailsToAssignedMember",
    "shouldSkipAssigningContactForExisting", "slug", "stickyContact", "widgetSlug", "widgetType",
  ]
}

extension TeamMember {
  /// What a member says beside its time.
  fileprivate static let otherFields: Set<String> = [
    "meetingLocationType", "meetingLocation", "locationConfigurations",
  ]
}

extension SettingsReader {
  /// A number with its unit, in seconds of elapsed time; minutes where no unit is given.
  fileprivate mutating func seconds(_ name: String, atLeast least: Int) -> Int? {
    let unit = unit(of: name) ?? .minutes
    guard let number = number(name) else { return nil }
    let period = BookingPeriod(number, unit)
    let seconds = period?.seconds
    guard let seconds, (least...SlotShape.largestSeconds).contains(seconds) else {
      report(
        .valueOutOfRange,
        "\(name) is \(JSONValue(number).text()) \(unit.rawValue); it has to be a whole number of seconds, "
          + "\(least == 0 ? "not negative" : "more than 0") and at most 366 days, in mins or hours.",
        field: name)
      return nil
    }
    return seconds
  }

  /// A number with its unit.
  fileprivate mutating func period(_ name: String, standard: BookingUnit) -> BookingPeriod? {
    let unit = unit(of: name)
    guard let number = number(name) else { return nil }
    guard let period = BookingPeriod(number, unit ?? standard) else {
      report(
        .valueOutOfRange, "\(name) is \(JSONValue(number).text()) instead of a number from 0 on.", field: name
      )
      return nil
    }
    if unit == nil, !period.isZero {
      warn(
        .unitAssumed, "\(name) has no unit; it is read as \(period).", field: name,
        remedy: "Give \(name)Unit.")
    }
    return period
  }

  private mutating func unit(of name: String) -> BookingUnit? {
    guard let text = string(name + "Unit") else { return nil }
    guard let unit = BookingUnit(name: text) else {
      report(
        .valueOutOfRange,
        "\(name)Unit is “\(text.prefix(40))” instead of mins, hours, days, weeks or months.",
        field: name + "Unit")
      return nil
    }
    return unit
  }

  /// A zone by its name.
  mutating func zone(_ names: String...) -> ZoneTransitions? {
    for name in names {
      guard let text = string(name) else { continue }
      do throws(RecurrenceError) {
        return try ZoneTransitions.named(text)
      } catch {
        report(Diagnostic.Code(rawValue: error.code.rawValue), error.message, field: name)
      }
    }
    return nil
  }
}

extension JSONValue {
  /// A number, whole where it can be.
  fileprivate init(_ number: Double) {
    self = Int64(exactly: number).map(JSONValue.integer) ?? .double(number)
  }
}
