internal import Recurrence

/// Who has to be free for an appointment of a calendar, with their hours.
struct BookingTeam: Sendable {
  /// Someone whose time is booked.
  struct Person: Sendable {
    /// `nil` for a calendar without a team.
    let userID: String?
    /// The hours that slots are counted from; `nil` where none are known.
    let hours: ZonedHours?
    /// The person's own hours beside those.
    let ownHours: ZonedHours?
  }

  /// Hours and the clock they are on.
  struct ZonedHours: Hashable, Sendable {
    let hours: OpeningHours
    let zone: ZoneTransitions

    /// The hours of the local days of some times, and of the instant before each.
    ///
    /// - Parameter times: In order of their starts.
    func open(at times: [Range<Int>]) -> OpenTime {
      var days: [Int] = []
      var next = CivilDate.dayNumbers.lowerBound
      for time in times {
        let first = max(zone.dayNumber(atMilliseconds: time.lowerBound - 1), next)
        let last = min(zone.dayNumber(atMilliseconds: time.upperBound), CivilDate.dayNumbers.upperBound)
        guard first <= last else { continue }
        days.append(contentsOf: first...last)
        next = last + 1
      }
      return OpenTime(hours, in: zone, days: days)
    }

    /// Zones are the same where they are one object.
    static func == (left: Self, right: Self) -> Bool { left.zone === right.zone && left.hours == right.hours }

    func hash(into hasher: inout Hasher) {
      hasher.combine(ObjectIdentifier(zone))
      hasher.combine(hours)
    }
  }

  /// The calendar's zone: notice, range and days are counted on its clock.
  let zone: ZoneTransitions
  let persons: [Person]
  /// The places of the users in a team of several.
  private let places: [String: Int]
  /// Whether all of them have to be free.
  let isCollective: Bool
  let findings: [Diagnostic]

  init(_ availability: Availability) throws(ValidationFailure) {
    let calendar = availability.calendar
    let schedules = availability.schedules.filter { !$0.isDeleted }
    var findings: [Diagnostic] = []
    let users = try Self.users(of: availability)
    // A calendar without a team has the hours of whatever schedule is given for it.
    let isOwn: (BookingSchedule) -> Bool = { schedule in
      schedule.isOwn(of: calendar)
        || (users.isEmpty && schedule.userID != nil && (schedule.isTied(to: calendar) || schedule.isGeneral))
    }
    let own = schedules.filter(isOwn)
    let (zone, zoneFinding) = Self.zone(of: availability, schedules: own + schedules)
    findings += [zoneFinding].compactMap(\.self)
    let calendarHours =
      own.isEmpty ? calendar.hours.map { ZonedHours(hours: $0, zone: zone) } : Self.union(own, zone)
    var unused = Set(schedules.indices.filter { !isOwn(schedules[$0]) })
    let byUser = Dictionary(grouping: schedules.indices, by: { schedules[$0].userID })
    self.persons = (users.isEmpty ? [nil] : users.map(Optional.some)).map { user in
      let theirs = (user == nil ? [] : byUser[user] ?? []).filter {
        schedules[$0].isTied(to: calendar) || schedules[$0].isGeneral
      }
      unused.subtract(theirs)
      let tied = theirs.map { schedules[$0] }.filter { $0.isTied(to: calendar) }
      let kept = Self.union(tied.isEmpty ? theirs.map { schedules[$0] } : tied, zone)
      // The calendar's weekly hours are out of date where a user keeps hours for it; its own schedule is not.
      guard let calendarHours, tied.isEmpty || !own.isEmpty else {
        return Person(userID: user, hours: kept, ownHours: nil)
      }
      return Person(userID: user, hours: calendarHours, ownHours: kept)
    }
    findings += unused.sorted().map { Self.ignored(schedules[$0], calendar) }
    if persons.allSatisfy({ $0.hours == nil }) {
      findings.append(
        Diagnostic(
          .warning, .hoursUnknown,
          "Neither the calendar nor a schedule tells any hours, so that no slot can be worked out.",
          field: "openHours", remedy: "Give the schedule of the calendar or of its users."))
    }
    places = users.count > 1 ? Dictionary(uniqueKeysWithValues: users.enumerated().map { ($1, $0) }) : [:]
    self.zone = zone
    isCollective = calendar.kind == .collective
    self.findings = findings
  }

  /// Which of the team are among some users: all of a calendar without a team.
  func concerned(among userIDs: [String]) -> BusyRelation.Concerned {
    if persons.count == 1 {
      return persons[0].userID.map(userIDs.contains) ?? true ? .everyone : .nobody
    }
    if userIDs.count == 1 { return places[userIDs[0]].map { .one($0) } ?? .nobody }
    return .some(Set(userIDs).compactMap { places[$0] }.sorted())
  }

  /// Those whose time something busy takes.
  func persons(_ concerned: BusyRelation.Concerned) -> [Person] {
    switch concerned {
    case .nobody: []
    case .everyone: persons
    case .one(let place): [persons[place]]
    case .some(let places): places.map { persons[$0] }
    }
  }

  /// Those who are asked for, else the whole team.
  private static func users(of availability: Availability) throws(ValidationFailure) -> [String] {
    var seen: Set<String> = []
    let team = availability.calendar.members.map(\.userID).filter { seen.insert($0).inserted }
    guard !availability.users.isEmpty else { return team }
    if !team.isEmpty, let stranger = availability.users.first(where: { !seen.contains($0) }) {
      throw ValidationFailure(
        .userNotInTeam, "The user “\(stranger.prefix(60))” is no member of the calendar's team.",
        field: "teamMembers", remedy: "The team is \(team.prefix(20).joined(separator: ", ")).")
    }
    var asked: Set<String> = []
    return availability.users.filter { asked.insert($0).inserted }
  }

  /// The calendar's zone, and what has to be said about it.
  private static func zone(
    of availability: Availability, schedules: [BookingSchedule]
  ) -> (ZoneTransitions, Diagnostic?) {
    if let zone = schedules.first(where: { $0.isOwn(of: availability.calendar) && $0.zone != nil })?.zone {
      return (zone, nil)
    }
    if let zone = availability.calendar.zone { return (zone, nil) }
    if let zone = schedules.lazy.compactMap(\.zone).first ?? availability.zone { return (zone, nil) }
    return (
      .utc,
      Diagnostic(
        .warning, .calendarZoneAssumed,
        "Neither the calendar nor a schedule tells a zone; the hours are taken to be in UTC.",
        field: "timezone", remedy: "Give the zone of the calendar, such as America/New_York.")
    )
  }

  /// The hours of several schedules, all in the zone of the first.
  private static func union(_ schedules: [BookingSchedule], _ zone: ZoneTransitions) -> ZonedHours? {
    guard let first = schedules.first else { return nil }
    return ZonedHours(hours: .union(schedules.map(\.hours)), zone: first.zone ?? zone)
  }

  private static func ignored(_ schedule: BookingSchedule, _ calendar: BookingCalendar) -> Diagnostic {
    let name = schedule.id.map { "“\($0)”" } ?? "without an id"
    return Diagnostic(
      .warning, .scheduleIgnored,
      "The schedule \(name) is neither the calendar's nor that of a user who is asked for, so that it does not count.",
      field: schedule.userID == nil ? "calendarId" : "userId")
  }
}
