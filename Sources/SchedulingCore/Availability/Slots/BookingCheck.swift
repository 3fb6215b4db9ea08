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
  /// What busy intervals mean for the team, by their owner's place.
  private let relations: [BusyRelation]
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
      if let same = known[hours] { return same }
      let open = hours.open(at: times)
      known[hours] = open
      return open
    }
    persons = team.persons.map { person in
      Person(userID: person.userID, hours: open(person.hours), ownHours: open(person.ownHours))
    }
    relations = owners.map { BusyRelation($0, to: team, in: availability) }
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

  /// What is busy near a time, of whomever of the team.
  struct NearbyBusy {
    /// The places of what takes everyone's time, ascending.
    fileprivate var common: [Int] = []
    /// The places of what takes the time of some, those of a person ascending and one person after the other.
    fileprivate var own: [(person: Int, place: Int)] = []

    /// Calls `body` with the places of what takes a person's time, ascending.
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

  /// What is busy so near a time that it can be in the way.
  func busy(near time: Range<Int>) -> NearbyBusy {
    var nearby = NearbyBusy()
    busy.forEach(overlapping: time.lowerBound - reach..<time.upperBound + reach) { place in
      let entry = busy.entries[place]
      guard !isIgnored(entry) else { return }
      guard let persons = relations[Int(entry.owner)].persons else { return nearby.common.append(place) }
      for person in persons { nearby.own.append((person, place)) }
    }
    if persons.count > 1 { nearby.own.sort { $0 < $1 } }
    return nearby
  }

  /// What keeps one person from an appointment, apart from the grid of slots.
  ///
  /// - Parameters:
  ///   - place: The person's among the team.
  ///   - nearby: What is busy near the time.
  func obstacles(of time: Range<Int>, for place: Int, _ nearby: NearbyBusy) -> [Obstacle] {
    let person = persons[place]
    var found: [Obstacle] = []
    if let hours = person.hours { found += obstacles(of: time, in: hours) }
    if let own = person.ownHours, !own.covers(time) { found.append(.user) }
    appendBusy(time, place, nearby, to: &found)
    return found
  }

  private func obstacles(of time: Range<Int>, in hours: OpenTime) -> [Obstacle] {
    if let stretch = hours.stretch(at: time.lowerBound) {
      let isOver = stretch.upperBound < time.upperBound
      return isOver && availability.assumptions.closing == .endsByClosing
        ? [.duration(end: stretch.upperBound)] : []
    }
    // One page of the service's help lets a slot start when the hours are over.
    let isAtClosing = hours.stretch(at: time.lowerBound - 1)?.upperBound == time.lowerBound
    return isAtClosing && availability.assumptions.closing == .startsByClosing ? [] : [.hours]
  }

  private func isIgnored(_ entry: BusyList.Entry) -> Bool {
    guard let ignoredSeries, entry.label != BusyLabels.none else { return false }
    return busy.labels[entry.label].seriesID == ignoredSeries
  }

  private func appendBusy(
    _ time: Range<Int>, _ person: Int, _ nearby: NearbyBusy, to found: inout [Obstacle]
  ) {
    let (isClass, capacity) = (
      availability.calendar.kind == .classBooking, availability.calendar.limits.perSlot
    )
    var (seats, inSlot) = (0, 0)
    var near: [Obstacle] = []
    nearby.forEach(of: person) { place in
      let entry = busy.entries[place]
      let relation = relations[Int(entry.owner)]
      let obstacle: Obstacle
      if entry.start < time.upperBound, entry.end > time.lowerBound {
        if relation.isSameCalendar, isClass, entry.start == time.lowerBound {
          seats += 1
          return
        }
        if relation.isSameCalendar, !isClass, capacity > 1 {
          inSlot += 1
          return
        }
        obstacle = .busy(entry: place)
      } else if let missing = missingBuffer(between: time, and: entry, place, relation) {
        if relation.isSameCalendar, !isClass, capacity > 1 {
          near.append(missing)
          return
        }
        obstacle = missing
      } else {
        return
      }
      found.append(obstacle)
    }
    if isClass, seats >= capacity { found.append(.seatsTaken(count: seats)) }
    if inSlot >= capacity, inSlot > 0 {
      found.append(.slotFull(count: inSlot))
    } else if inSlot + near.count >= capacity {
      found += near
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
