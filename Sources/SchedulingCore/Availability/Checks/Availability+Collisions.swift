internal import Recurrence

extension Availability {
  /// How a series goes together with each series among what is busy that takes time of the team, for all time.
  ///
  /// Both series' buffers count, each by the settings of its calendar. Events that a list holds beside a series and that
  /// stand for no occurrence of it are left to `firstEvent(against:ofSeries:startingFrom:)` and
  /// `reasons(against:ofSeries:besides:)`, and so are series of a calendar that takes several appointments at once, and
  /// those that only have a resource in common.
  ///
  /// - Parameters:
  ///   - seriesID: The series whose former occurrences don't count; the one of the same master by default.
  ///   - start: Occurrences of the series that start before it don't count; in epoch milliseconds.
  /// - Throws: `userNotInTeam`.
  /// - Complexity: For each pair usually a few seeks; see `Series.firstOverlap`.
  public func collisions(
    of series: Series, ofSeries seriesID: String? = nil, startingFrom start: Int = .min
  ) throws(ValidationFailure) -> [SeriesCollision] {
    let team = try BookingTeam(self)
    var collisions: [SeriesCollision] = []
    for other in busy?.recurring ?? []
    where other.series.masterID.isEmpty || other.series.masterID != seriesID ?? series.masterID {
      let owner = other.owner ?? other.master.busyOwner
      let some = BusyRelation.Concerned(by: owner, of: team, calendar)
      let concerned = team.persons(some)
      guard !concerned.isEmpty else { continue }
      let relation = BusyRelation(owner, some, in: self)
      if relation.isSameCalendar, calendar.limits.perSlot > 1 { continue }
      collisions.append(
        SeriesCollision(
          seriesID: other.series.masterID, title: other.master.title ?? "",
          userIDs: concerned.compactMap(\.userID),
          answer: try decided(series, other.series, relation, from: start)))
    }
    return collisions
  }

  private func decided(
    _ series: Series, _ other: Series, _ relation: BusyRelation, from start: Int
  ) throws(ValidationFailure) -> SeriesCollision.Answer {
    do throws(ValidationFailure) {
      return try answer(series, other, relation, from: start)
    } catch {
      guard error.code.rawValue == RecurrenceError.Code.limitReached.rawValue else { throw error }
      return .undecided(reason: error.message)
    }
  }

  /// Where each buffer is kept by itself, either side's are tried alone: the longer one reaches where either does.
  private func answer(
    _ series: Series, _ other: Series, _ relation: BusyRelation, from start: Int
  ) throws(ValidationFailure) -> SeriesCollision.Answer {
    let own = (before: calendar.slot.bufferBeforeSeconds, after: calendar.slot.bufferAfterSeconds)
    let theirs = (before: relation.before / 1000, after: relation.after / 1000)
    let overlaps: [SeriesOverlap]
    switch assumptions.buffers {
    case .sum:
      overlaps = [
        try series.firstOverlap(
          with: other, bufferBeforeSeconds: own.before, bufferAfterSeconds: own.after,
          otherBufferBeforeSeconds: theirs.before, otherBufferAfterSeconds: theirs.after, startingFrom: start)
      ]
    case .longer where theirs.before == 0 && theirs.after == 0:
      overlaps = [
        try series.firstOverlap(
          with: other, bufferBeforeSeconds: own.before, bufferAfterSeconds: own.after, startingFrom: start)
      ]
    case .longer:
      overlaps = [
        try series.firstOverlap(
          with: other, bufferBeforeSeconds: own.before, bufferAfterSeconds: own.after, startingFrom: start),
        try series.firstOverlap(
          with: other, otherBufferBeforeSeconds: theirs.before, otherBufferAfterSeconds: theirs.after,
          startingFrom: start),
      ]
    }
    var earliest: (own: TimeSpan, other: TimeSpan)?
    var proof: AbsenceProof?
    for overlap in overlaps {
      switch overlap {
      case .never(let found): proof = proof ?? found
      case .overlap(let first, let second):
        if let known = earliest, known.own.startMilliseconds <= first.startMilliseconds { continue }
        earliest = (first.span, second.span)
      }
    }
    if let earliest { return .first(own: earliest.own, other: earliest.other) }
    return .never(proof ?? .nothingToCompare)
  }
}

extension OverlappingInstance {
  fileprivate var span: TimeSpan {
    TimeSpan(startMilliseconds: startMilliseconds, durationSeconds: durationSeconds)
  }
}
