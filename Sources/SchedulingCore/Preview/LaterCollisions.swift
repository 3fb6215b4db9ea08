internal import Recurrence

/// What an edit's occurrences meet beyond those that are listed.
struct LaterCollisions {
  /// How the series after the edit goes together with each other series from there on, and with events that occur
  /// once where it meets one; `nil` where nothing had to be looked for.
  private(set) var collisions: [SeriesCollision]?
  /// The first of them in words, as an error: the edit's flags decide how much it weighs.
  private(set) var findings: [Diagnostic] = []

  /// Nothing is looked for.
  init() {}

  /// - Parameter availability: What the listed occurrences were checked against.
  init(
    of result: EditResult, _ placement: OverridePlacement, _ comparison: OccurrenceComparison,
    in context: EditContext, against availability: Availability
  ) throws(ValidationFailure) {
    guard comparison.isTruncated || context.window.range != nil, availability.busy?.isEmpty == false,
      let series = Self.seriesAfter(result, placement, context)
    else { return }
    let own = context.event.seriesID
    let listed = Set(comparison.changes.compactMap { $0.after?.startMilliseconds })
    guard
      let start = Self.firstUnlisted(
        of: series, from: max(result.halves?.cut ?? .min, availability.now ?? .min), listed)
    else { return }
    func isListed(_ collision: SeriesCollision) -> Bool {
      if case .first(let own, _) = collision.answer { listed.contains(own.startMilliseconds) } else { false }
    }
    var found = try availability.collisions(of: series, ofSeries: own, startingFrom: start)
    var event = try availability.firstEvent(against: series, ofSeries: own, startingFrom: start)
    if let window = context.window.range {
      // What comes before the window is not listed either.
      let end = min(window.upperBound, listed.max().map { $0 + 1 } ?? window.upperBound)
      if found.contains(where: isListed) {
        let later = try availability.collisions(of: series, ofSeries: own, startingFrom: end)
        found = zip(found, later).map { isListed($0) ? $1 : $0 }
      }
      if event.map(isListed) == true {
        event = try availability.firstEvent(against: series, ofSeries: own, startingFrom: end)
      }
    }
    found += [event].compactMap(\.self)
    collisions = found
    findings = [Self.finding(found, zone: series.start.zone)].compactMap(\.self)
  }

  private static func seriesAfter(
    _ result: EditResult, _ placement: OverridePlacement, _ context: EditContext
  ) -> Series? {
    switch result.after {
    case .one,
      .halves where result.halves?.tail != nil:
      EventsAfter(result: result, placement: placement, context: context).events.last?.series
    case .halves, .instance, .unknown: nil
    }
  }

  /// The start of the first occurrence that is not listed; `nil` where all are.
  private static func firstUnlisted(of series: Series, from start: Int, _ listed: Set<Int>) -> Int? {
    let overridden = Set(series.overrides.map(\.original.startMilliseconds))
    var next = series.recurrences.first(from: start)
    while let occurrence = next {
      let start = occurrence.startMilliseconds
      if !listed.contains(start), !overridden.contains(start) { return start }
      next = series.recurrences.first(from: start + 1)
    }
    return nil
  }

  private static func finding(_ collisions: [SeriesCollision], zone: ZoneTransitions) -> Diagnostic? {
    var first: (collision: SeriesCollision, own: TimeSpan)?
    var count = 0
    for collision in collisions {
      guard case .first(let own, _) = collision.answer else { continue }
      count += 1
      if let known = first, known.own.startMilliseconds <= own.startMilliseconds { continue }
      first = (collision, own)
    }
    guard let first else { return nil }
    let name = first.collision.title.isEmpty ? first.collision.seriesID : first.collision.title
    let shown = OffsetDateTime(zone.occurrence(atMilliseconds: first.own.startMilliseconds))
    return Diagnostic(
      .error, .slotNotFree,
      "Beyond the occurrences listed, “\(name)” takes the time first of that of "
        + (shown?.text ?? "\(first.own.startMilliseconds) ms")
        + (count == 1
          ? "." : "; \(count - 1) \((count - 1).form("other takes", "others take")) that of later ones."),
      field: "rrule", remedy: "Choose another time, or let the series end before.")
  }
}
