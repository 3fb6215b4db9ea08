internal import Recurrence

extension Availability {
  /// Why each of some times can't be booked, in the order in which they are given.
  ///
  /// - Parameters:
  ///   - times: The times of an appointment's occurrences.
  ///   - seriesID: The series whose former occurrences don't count, since the times replace them.
  ///   - others: The times at which occurrences of the same series stay, which count for the limit of a day.
  /// - Returns: The reasons for each time; none where it can be booked.
  /// - Throws: `userNotInTeam`, `tooMuchBusyTime`; `valueOutOfRange` for a time outside years 1 to 9999.
  /// - Complexity: O(n (log n + log b)) in the times and what is busy, and O(d) in the days they span.
  public func reasons(
    against times: [TimeSpan], ofSeries seriesID: String? = nil, besides others: [TimeSpan] = []
  ) throws(ValidationFailure) -> [[AvailabilityReason]] {
    // By any zone's clock.
    let years =
      (LocalDateTime.range.lowerBound - 86_400) * 1000...(LocalDateTime.range.upperBound + 86_400) * 1000
    for time in times + others
    where !years.contains(time.startMilliseconds) || !InstanceID.durations.contains(time.durationSeconds) {
      throw ValidationFailure(
        .valueOutOfRange,
        "A time of \(time.durationSeconds) s from \(time.startMilliseconds) ms on is not within years 1 to 9999.",
        field: "startTime")
    }
    let team = try BookingTeam(self)
    var reasons = Array(repeating: [AvailabilityReason](), count: times.count)
    var counter = DayCounts()
    for other in others { counter.add(other.startMilliseconds, in: team.zone) }
    let order = times.indices.sorted { times[$0].startMilliseconds < times[$1].startMilliseconds }
    var rest = order[...]
    while let first = rest.first {
      // Series are expanded for a year at once, however far the occurrences reach.
      let start = times[first].startMilliseconds
      let group = rest.prefix { times[$0].startMilliseconds - start < Self.groupLength }
      rest = rest.dropFirst(group.count)
      let check = try BookingCheck(
        self, team: team, times: group.map { times[$0].startMilliseconds..<times[$0].endMilliseconds },
        ignoring: seriesID)
      let checker = TimeChecker(check: check)
      for index in group { reasons[index] = checker.reasons(against: times[index], days: &counter) }
    }
    return reasons
  }

  /// 400 days, in milliseconds.
  private static let groupLength = 400 * 86_400_000
}
