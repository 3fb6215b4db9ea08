// A series' local days, which may have up to 86,400 occurrences each.
extension RecurrenceSet {
  /// The occurrences of a local day, by what the rule calls them: a gap may show them on another day.
  package func occurrences(on day: CivilDate) -> LazyFilterSequence<Occurrences> {
    let instants = start.zone.instants(ofDay: day.dayNumber)
    return Occurrences(self, from: instants.lowerBound, to: instants.upperBound).lazy
      .filter { $0.nominalLocal.date == day }
  }

  /// How many occurrences a local day has, by what the rule calls them.
  package func count(on day: CivilDate) -> Int {
    if let begin = divide(before: day.dayNumber, dates: true),
      let end = divide(before: day.dayNumber + 1, dates: true),
      let upper = count(before: end * 1000), let lower = count(before: begin * 1000)
    {
      return upper - lower
    }
    return occurrences(on: day).reduce(0) { count, _ in count + 1 }
  }

  /// The instant, in UTC seconds, before which there are only occurrences of the local days before one, and
  /// from which on only those of that day and later ones; `nil` where changes of the clocks mix them.
  ///
  /// - Parameter dates: Whether RDATEs are meant too: they may name a time that the clocks show twice by the pass
  ///   that the policy does not use.
  func divide(before day: Int, dates: Bool) -> Int? {
    let wall = day * 86_400
    let (zone, policy) = (start.zone, options.zonePolicy)
    let segment = zone.segment(atWall: wall, policy: policy)
    if zone.isFixed { return wall - segment.offsetSeconds }
    // Those of another clock have whatever time is shown.
    let isShown = storage.plans.contains { $0.shownZone != nil } || dates && !storage.additions.isEmpty
    let isPlain =
      isShown
      ? segment.start <= wall - 86_400 && segment.end >= wall + 86_400
      : segment.gapSeconds == 0 && wall - segment.start >= zone.gap(before: segment, policy: policy)
    return isPlain ? wall - segment.offsetSeconds : nil
  }
}

extension ZoneTransitions {
  /// The instants, in UTC seconds, outside of which no occurrence is that starts on a local day, by what the
  /// clocks show or by what a rule calls it.
  func instants(ofDay day: Int) -> Range<Int> {
    let offsets = offsets(around: day)
    return day * 86_400 - offsets.upperBound..<(day + 1) * 86_400 - offsets.lowerBound
  }

  /// The instants, in UTC seconds, inside of which there are only occurrences that start on a local day, whatever the
  /// clocks show.
  func innerInstants(ofDay day: Int) -> Range<Int> {
    let offsets = offsets(around: day)
    let begin = day * 86_400 - offsets.lowerBound
    return begin..<max(begin, (day + 1) * 86_400 - offsets.upperBound)
  }

  /// The offsets from UTC, in seconds, that the clocks have from the day before a day to the day after it.
  private func offsets(around day: Int) -> ClosedRange<Int> {
    // Clocks have never been set by more than a day.
    let end = (day + 2) * 86_400
    var segment = segment(atWall: (day - 1) * 86_400, policy: ZonePolicy())
    var offsets = segment.offsetSeconds...segment.offsetSeconds
    while segment.end < end {
      segment = self.segment(after: segment, policy: ZonePolicy())
      offsets =
        min(offsets.lowerBound, segment.offsetSeconds)...max(offsets.upperBound, segment.offsetSeconds)
    }
    return offsets
  }
}
