/// Checks times that are given rather than offered: they may lie anywhere and take any length.
struct TimeChecker {
  let check: BookingCheck

  /// - Parameter days: How many appointments of the day count already; the time is added.
  func reasons(against span: TimeSpan, days: inout DayCounts) -> [AvailabilityReason] {
    let time = span.startMilliseconds..<span.endMilliseconds
    var common = check.commonObstacles(of: time, days: &days)
    if check.availability.calendar.limits.perDay != nil { days.add(time.lowerBound, in: check.team.zone) }
    let slot = check.availability.calendar.slot.durationSeconds
    if span.durationSeconds != slot { common.append(.length(seconds: span.durationSeconds)) }
    let own = check.persons.map { person in
      var obstacles = check.obstacles(of: time, for: person)
      if let grid = gridObstacle(time.lowerBound, person) { obstacles.append(grid) }
      return obstacles
    }
    let busy = check.persons.indices.filter { !own[$0].isEmpty }
    let isEnough = check.team.isCollective ? busy.isEmpty : busy.count < check.persons.count
    let writer = ReasonWriter(check: check)
    var reasons = common.map { writer.reason($0, time, userID: nil) }
    if isEnough { return reasons }
    if check.team.isCollective, check.persons.count > 1 {
      reasons.append(writer.reason(.collective(busy: busy), time, userID: nil))
    }
    for person in busy {
      reasons += own[person].map { writer.reason($0, time, userID: check.persons[person].userID) }
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
