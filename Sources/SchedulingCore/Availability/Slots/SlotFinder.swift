internal import Recurrence

/// Goes through the slots of a range.
struct SlotFinder {
  let check: BookingCheck
  let zone: ZoneTransitions
  let range: Range<Int>
  /// Whether slots that are not free are wanted too.
  let all: Bool

  /// Ten years and some days, in milliseconds.
  static let longestRange = 3_660 * 86_400_000
  private static let limit = 200_000

  /// A start that a grid has, and whose.
  private struct Candidate {
    let start: Int
    /// The places of those on whose grid it is.
    let persons: [Int]
  }

  func slots() throws(ValidationFailure) -> [Slot] {
    var days = DayCounts()
    let nearby = BookingCheck.NearbyBusy()
    var slots: [Slot] = []
    let length = check.availability.calendar.slot.durationSeconds * 1000
    for candidate in try candidates() {
      let time = candidate.start..<candidate.start + length
      if let slot = slot(time, persons: candidate.persons, &days, nearby) { slots.append(slot) }
    }
    return slots
  }

  private func slot(
    _ time: Range<Int>, persons: [Int], _ days: inout DayCounts, _ nearby: BookingCheck.NearbyBusy
  ) -> Slot? {
    let common = check.commonObstacles(of: time, days: &days)
    guard all || common.isEmpty else { return nil }
    check.find(nearby, around: time)
    var busy: [(person: Int, obstacles: [Obstacle])] = []
    for person in persons {
      let obstacles = check.obstacles(of: time, for: person, nearby)
      if !obstacles.isEmpty { busy.append((person, obstacles)) }
    }
    let isEnough = check.team.isCollective ? busy.isEmpty : busy.count < persons.count
    guard all || isEnough else { return nil }
    guard let start = OffsetDateTime(zone.occurrence(atMilliseconds: time.lowerBound)),
      let end = OffsetDateTime(zone.occurrence(atMilliseconds: time.upperBound))
    else { return nil }
    let writer = ReasonWriter(check: check)
    var reasons = common.map { writer.reason($0, time, userID: nil) }
    if !isEnough {
      if check.team.isCollective, check.persons.count > 1 {
        reasons.append(writer.reason(.collective(busy: busy.map(\.person)), time, userID: nil))
      }
      for (person, obstacles) in busy {
        reasons += obstacles.map { writer.reason($0, time, userID: check.persons[person].userID) }
      }
    }
    return Slot(
      start: start, end: end, userIDs: isEnough ? userIDs(of: persons, without: busy) : [],
      reasons: reasons)
  }

  /// - Parameter busy: Some of the persons, in their order.
  private func userIDs(of persons: [Int], without busy: [(person: Int, obstacles: [Obstacle])]) -> [String] {
    var next = 0
    return persons.compactMap { person in
      guard next < busy.count, busy[next].person == person else { return check.persons[person].userID }
      next += 1
      return nil
    }
  }

  /// The starts of all grids, in order.
  private func candidates() throws(ValidationFailure) -> [Candidate] {
    if check.team.isCollective {
      let hours = check.persons.map(\.hours)
      guard let first = hours.first, var common = first, hours.allSatisfy({ $0 != nil }) else { return [] }
      for other in hours.dropFirst().compactMap(\.self) where !other.isSame(as: common) {
        common = common.intersection(other)
      }
      let everyone = Array(check.persons.indices)
      return try starts(in: common).map { Candidate(start: $0, persons: everyone) }
    }
    var grids: [(hours: OpenTime, persons: [Int])] = []
    var places: [[Range<Int>]: Int] = [:]
    for (index, person) in check.persons.enumerated() {
      guard let hours = person.hours else { continue }
      guard check.persons.count > 1 else {
        grids = [(hours, [index])]
        break
      }
      if let known = places[hours.spans] {
        grids[known].persons.append(index)
      } else {
        places[hours.spans] = grids.count
        grids.append((hours, [index]))
      }
    }
    if grids.count == 1 {
      return try starts(in: grids[0].hours).map { Candidate(start: $0, persons: grids[0].persons) }
    }
    var persons: [Int: [Int]] = [:]
    for grid in grids {
      for start in try starts(in: grid.hours) { persons[start, default: []] += grid.persons }
      try check(count: persons.count)
    }
    return persons.keys.sorted().map { Candidate(start: $0, persons: persons[$0]?.sorted() ?? []) }
  }

  private func check(count: Int) throws(ValidationFailure) {
    guard count <= Self.limit else {
      throw ValidationFailure(
        .tooManySlots, "The range has more than \(Self.limit) slots.", field: "slotInterval",
        remedy: "Ask for a shorter range.")
    }
  }

  /// Where slots start: from each opening on in steps of elapsed time.
  private func starts(in hours: OpenTime) throws(ValidationFailure) -> [Int] {
    let step = check.availability.calendar.slot.intervalSeconds * 1000
    let isClosingIncluded = check.availability.assumptions.closing == .startsByClosing
    var starts: [Int] = []
    for span in hours.spans where span.upperBound >= range.lowerBound && span.lowerBound < range.upperBound {
      var start = span.lowerBound
      if start < range.lowerBound { start += (range.lowerBound - start + step - 1) / step * step }
      let end = min(isClosingIncluded ? span.upperBound + 1 : span.upperBound, range.upperBound)
      while start < end {
        if starts.last != start { starts.append(start) }
        start += step
        if starts.count > Self.limit { try check(count: starts.count) }
      }
    }
    return starts
  }
}

extension OpenTime {
  /// Whether both have the same slots.
  fileprivate func isSame(as other: OpenTime) -> Bool { spans == other.spans }
}
