/// Checks times that are given rather than offered: they may lie anywhere and take any length.
struct TimeChecker {
  let check: BookingCheck
  private let nearby = BookingCheck.NearbyBusy()

  init(check: BookingCheck) { self.check = check }

  /// - Parameter days: How many appointments of the day count already; the time is added.
  func reasons(against span: TimeSpan, days: inout DayCounts) -> [AvailabilityReason] {
    let time = span.startMilliseconds..<span.endMilliseconds
    var common = check.commonObstacles(of: time, days: &days)
    if check.availability.calendar.limits.perDay != nil { days.add(time.lowerBound, in: check.team.zone) }
    let slot = check.availability.calendar.slot.durationSeconds
    if span.durationSeconds != slot { common.append(.length(seconds: span.durationSeconds)) }
    // Of those who are free nothing is kept.
    var busy: [(person: Int, obstacles: [Obstacle])] = []
    check.find(nearby, around: time)
    for (index, person) in check.persons.enumerated() {
      var obstacles = check.obstacles(of: time, for: index, nearby)
      if let grid = gridObstacle(time.lowerBound, person) { obstacles.append(grid) }
      if !obstacles.isEmpty { busy.append((index, obstacles)) }
    }
    let isEnough = check.team.isCollective ? busy.isEmpty : busy.count < check.persons.count
    if isEnough, common.isEmpty { return [] }
    let writer = ReasonWriter(check: check)
    var reasons = common.map { writer.reason($0, time, userID: nil) }
    if isEnough { return reasons }
    if check.team.isCollective, check.persons.count > 1 {
      reasons.append(writer.reason(.collective(busy: busy.map(\.person)), time, userID: nil))
    }
    for (person, obstacles) in busy {
      reasons += obstacles.map { writer.reason($0, time, userID: check.persons[person].userID) }
    }
    return reasons
  }

  /// How far a time inside the hours is off the slots.
  private func gridObstacle(_ start: Int, _ person: BookingCheck.Person) -> Obstacle? {
    guard check.availability.assumptions.grid == .required, let hours = person.hours,
      hours.stretch(at: start) != nil, let span = hours.span(openedBy: start)
    else { return nil }
    let off = (start - span.lowerBound) % (check.availability.calendar.slot.intervalSeconds * 1000)
    return off == 0 ? nil : .grid(offSeconds: off / 1000)
  }
}
