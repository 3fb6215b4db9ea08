internal import Recurrence

/// Everything that is needed to check times in a range, worked out once; a class, since it goes everywhere and is large.
final class BookingCheck: Sendable {
  /// One of the team, ready for the range; a class, since each time looks at each of them.
  final class Person: Sendable {
    let userID: String?
    let hours: OpenTime?
    let ownHours: OpenTime?

    init(userID: String?, hours: OpenTime?, ownHours: OpenTime?) {
      self.userID = userID
      self.hours = hours
      self.ownHours = ownHours
    }
  }

  let availability: Availability
  let team: BookingTeam
  let persons: [Person]
  let busy: BusyList
  /// What busy intervals mean, and whose time they take, by their owner's place.
  private let relations: [BusyRelation]
  private let concerned: [BusyRelation.Concerned]
  /// The first and the last start that notice and window allow.
  let earliest: Int?
  let latest: Int?
  /// How far around an appointment busy time can matter, in milliseconds.
  private let reach: Int
  /// The series whose former occurrences don't count.
  private let ignoredSeries: String?
  /// Which of the resources that are needed each owner of busy time has; none where none are needed.
  private let usedResources: [[String]]

  /// - Parameter times: What is checked, or what holds it, in order of the starts.
  init(
    _ availability: Availability, team: BookingTeam, times: [Range<Int>], ignoring series: String?
  ) throws(ValidationFailure) {
    self.availability = availability
    self.team = team
    reach = availability.busyReach
    let day = 2 * 86_400_000
    let start = times.first?.lowerBound ?? 0
    let end = times.reduce(start) { max($0, $1.upperBound) }
    busy = try availability.busy?.expanded(in: start - reach - day..<end + reach + day) ?? BusyList()
    let owners = busy.owners
    let uses =
      availability.resources.isEmpty
      ? []
      : owners.map { owner in
        Set(owner.resourceIDs).filter { availability.resources[$0] != nil }.sorted()
      }
    usedResources = uses.contains { !$0.isEmpty } ? uses : []
    var known: [BookingTeam.ZonedHours: OpenTime] = [:]
    func open(_ hours: BookingTeam.ZonedHours?) -> OpenTime? {
      guard let hours else { return nil }
      // One person's are compared with nobody's.
      if team.persons.count == 1 { return hours.open(at: times) }
      if let same = known[hours] { return same }
      let open = hours.open(at: times)
      known[hours] = open
      return open
    }
    persons = team.persons.map { person in
      Person(userID: person.userID, hours: open(person.hours), ownHours: open(person.ownHours))
    }
    let concerned = owners.map { BusyRelation.Concerned(by: $0, of: team, availability.calendar) }
    self.concerned = concerned
    relations = owners.indices.map { BusyRelation(owners[$0], concerned[$0], in: availability) }
    let limits = availability.calendar.limits
    earliest = availability.now.flatMap { now in limits.notice?.instant(after: now, in: team.zone) }
    latest = availability.now.flatMap { now in limits.window?.instant(after: now, in: team.zone) }
    ignoredSeries = series
  }

  /// What stands in the way whoever takes the appointment.
  func commonObstacles(of time: Range<Int>, days: inout DayCounts) -> [Obstacle] {
    var found: [Obstacle] = []
    let start = time.lowerBound
    if !availability.calendar.isActive { found.append(.inactive) }
    if let now = availability.now, start < now { found.append(.past) }
    if let earliest, start < earliest { found.append(.notice(earliest: earliest)) }
    if let latest, start > latest { found.append(.tooFar(latest: latest)) }
    if let limit = availability.calendar.limits.perDay {
      let count = days.count(at: start, in: busy, zone: team.zone) {
        relations[Int($0.owner)].isSameCalendar && !isIgnored($0)
      }
      if count >= limit { found.append(.dayLimit(count: count)) }
    }
    if !usedResources.isEmpty { found += resourceObstacles(of: time) }
    return found
  }

  private func resourceObstacles(of time: Range<Int>) -> [Obstacle] {
    var uses: [String: (count: Int, first: Int)] = [:]
    busy.forEach(overlapping: time) { place in
      guard !isIgnored(busy.entries[place]) else { return }
      for id in usedResources[Int(busy.entries[place].owner)] { uses[id, default: (0, place)].count += 1 }
    }
    return uses.sorted { $0.key < $1.key }.compactMap { id, use in
      let isTaken = use.count >= availability.resources[id] ?? 1
      return isTaken ? .resource(id: id, count: use.count, entry: use.first) : nil
    }
  }

  /// What is busy near a time, of whomever of the team; a class, since each of them is checked against it.
  final class NearbyBusy {
    /// The places of what takes everyone's time, ascending.
    fileprivate var common: [Int] = []
    /// The places of what takes the time of some, those of a person ascending and one person after the other.
    fileprivate var own: [(person: Int, place: Int)] = []

    /// Calls `body` with the places of what takes a person's time, ascending.
    @inline(__always)
    fileprivate func forEach(of person: Int, _ body: (Int) -> Void) {
      var rest = common[...]
      let first = own.indices.partitionPoint { own[$0].person >= person }
      for index in first..<own.count {
        guard own[index].person == person else { break }
        while let next = rest.first, next < own[index].place { body(rest.removeFirst()) }
        body(own[index].place)
      }
      rest.forEach(body)
    }
  }

  /// Finds what is busy so near a time that it can be in the way.
  ///
  /// - Parameter nearby: Receives it, in place of what was found before.
  func find(_ nearby: NearbyBusy, around time: Range<Int>) {
    // Of one person alone it is found when it is asked for.
    guard persons.count > 1 else { return }
    nearby.common.removeAll(keepingCapacity: true)
    nearby.own.removeAll(keepingCapacity: true)
    busy.forEach(overlapping: surroundings(of: time)) { place in
      let entry = busy.entries[place]
      guard !isIgnored(entry) else { return }
      switch concerned[Int(entry.owner)] {
      case .nobody: break
      case .everyone: nearby.common.append(place)
      case .one(let person): nearby.own.append((person, place))
      case .some(let persons): for person in persons { nearby.own.append((person, place)) }
      }
    }
    if nearby.own.count > 1 { nearby.own.sort { $0 < $1 } }
  }

  /// A time and as much around it as busy time can matter.
  private func surroundings(of time: Range<Int>) -> Range<Int> {
    time.lowerBound - reach..<time.upperBound + reach
  }

  /// What keeps one person from an appointment, apart from the grid of slots.
  ///
  /// - Parameters:
  ///   - place: The person's among the team.
  ///   - nearby: What is busy near the time.
  func obstacles(of time: Range<Int>, for place: Int, _ nearby: NearbyBusy) -> [Obstacle] {
    let person = persons[place]
    var found: [Obstacle] = []
    if let hours = person.hours, let obstacle = obstacle(of: time, in: hours) { found.append(obstacle) }
    if let own = person.ownHours, !own.covers(time) { found.append(.user) }
    if persons.count > 1 {
      append(nearby, of: place, time, to: &found)
    } else {
      appendBusy(time, to: &found)
    }
    return found
  }

  private func obstacle(of time: Range<Int>, in hours: OpenTime) -> Obstacle? {
    if let stretch = hours.stretch(at: time.lowerBound) {
      let isOver = stretch.upperBound < time.upperBound
      return isOver && availability.assumptions.closing == .endsByClosing
        ? .duration(end: stretch.upperBound) : nil
    }
    // One page of the service's help lets a slot start when the hours are over.
    let isAtClosing = hours.stretch(at: time.lowerBound - 1)?.upperBound == time.lowerBound
    return isAtClosing && availability.assumptions.closing == .startsByClosing ? nil : .hours
  }

  private func isIgnored(_ entry: BusyList.Entry) -> Bool {
    guard let ignoredSeries, entry.label != BusyLabels.none else { return false }
    return busy.labels[entry.label].seriesID == ignoredSeries
  }

  /// Appends what busy time stands in the way of the only person there is.
  private func appendBusy(_ time: Range<Int>, to found: inout [Obstacle]) {
    var tally = BusyTally(availability.calendar)
    busy.forEach(overlapping: surroundings(of: time)) { place in
      let entry = busy.entries[place]
      let relation = relations[Int(entry.owner)]
      guard relation.concernsEveryone, !isIgnored(entry) else { return }
      judge(entry, place, relation, time, &tally, &found)
    }
    tally.append(to: &found)
  }

  /// Appends what busy time stands in the way of one of several.
  private func append(_ nearby: NearbyBusy, of person: Int, _ time: Range<Int>, to found: inout [Obstacle]) {
    var tally = BusyTally(availability.calendar)
    nearby.forEach(of: person) { place in
      let entry = busy.entries[place]
      judge(entry, place, relations[Int(entry.owner)], time, &tally, &found)
    }
    tally.append(to: &found)
  }

  /// What takes seats and places of a time: whether it is in the way, their number tells.
  private struct BusyTally {
    let isClass: Bool
    let capacity: Int
    var seats = 0
    var inSlot = 0
    var near: [Obstacle] = []

    init(_ calendar: BookingCalendar) {
      isClass = calendar.kind == .classBooking
      capacity = calendar.limits.perSlot
    }

    func append(to found: inout [Obstacle]) {
      if isClass, seats >= capacity { found.append(.seatsTaken(count: seats)) }
      if inSlot >= capacity, inSlot > 0 {
        found.append(.slotFull(count: inSlot))
      } else if inSlot + near.count >= capacity {
        found += near
      }
    }
  }

  @inline(__always)
  private func judge(
    _ entry: BusyList.Entry, _ place: Int, _ relation: BusyRelation, _ time: Range<Int>,
    _ tally: inout BusyTally, _ found: inout [Obstacle]
  ) {
    if entry.start < time.upperBound, entry.end > time.lowerBound {
      if relation.isSameCalendar, tally.isClass, entry.start == time.lowerBound {
        tally.seats += 1
      } else if relation.isSameCalendar, !tally.isClass, tally.capacity > 1 {
        tally.inSlot += 1
      } else {
        found.append(.busy(entry: place))
      }
    } else if let missing = missingBuffer(between: time, and: entry, place, relation) {
      if relation.isSameCalendar, !tally.isClass, tally.capacity > 1 {
        tally.near.append(missing)
      } else {
        found.append(missing)
      }
    }
  }

  /// The buffer that is not kept between an appointment and what is busy before or after it.
  private func missingBuffer(
    between time: Range<Int>, and entry: BusyList.Entry, _ place: Int, _ relation: BusyRelation
  ) -> Obstacle? {
    let slot = availability.calendar.slot
    let isBefore = entry.end <= time.lowerBound
    let left = isBefore ? time.lowerBound - entry.end : entry.start - time.upperBound
    let own = (isBefore ? slot.bufferBeforeSeconds : slot.bufferAfterSeconds) * 1000
    let other = isBefore ? relation.after : relation.before
    let needed = availability.assumptions.buffers == .sum ? own + other : max(own, other)
    guard left < needed else { return nil }
    return .buffer(entry: place, neededSeconds: needed / 1000, leftSeconds: left.floorDivided(by: 1000))
  }
}

extension Availability {
  /// How far around an appointment busy time can matter, in milliseconds.
  var busyReach: Int {
    let shapes = [calendar.slot] + otherCalendars.values.map(\.slot)
    return 2 * (shapes.map { ($0.bufferBeforeSeconds + $0.bufferAfterSeconds) * 1000 }.max() ?? 0)
  }
}
