internal import Recurrence

/// Turns pairs of occurrences into changes with their reasons and notes.
struct ChangeExplainer {
  private let matcher: OccurrenceMatcher
  private let masterOffset: Int
  private let newStarts: Set<Int>
  private let lastNew: Int?
  private let lastOld: Int?
  private var excludedBefore = ExcludedStarts()
  private var excludedAfter = ExcludedStarts()

  init(_ matcher: OccurrenceMatcher, old: [Occurrence], new: [Occurrence]) {
    self.matcher = matcher
    masterOffset = matcher.after.masterOffsetSeconds
    newStarts = old.count == new.count ? [] : Set(new.map(\.startMilliseconds))
    lastOld = matcher.before.last()
    lastNew = matcher.after.last()
  }

  mutating func change(_ pair: OccurrencePairing.Pair) throws(RecurrenceError) -> OccurrenceChange {
    let oldOverride = pair.old.flatMap { matcher.overridesBefore[$0.startMilliseconds] }
    let newOverride = pair.new.flatMap { matcher.overridesAfter[$0.startMilliseconds] }
    let before = pair.old.map { matcher.before.snapshot($0, oldOverride) }
    let after = pair.new.map { matcher.after.snapshot($0, newOverride) }
    switch (before, after) {
    case (let before?, let after?):
      let fields =
        oldOverride == nil && newOverride == nil ? matcher.fields : changedFields(oldOverride, newOverride)
      let fate: OccurrenceChange.Reason? =
        newOverride != nil ? .overrideKept : oldOverride.map(isOverwritten) == false ? .overrideLost : nil
      return Self.change(before, after, pair, fields: fields, notes: notes(after), fate: fate)
    case (let before?, nil):
      return OccurrenceChange(
        kind: .removed, before: before, after: nil, reasons: [try reasonGone(before.occurrence)],
        notes: notes(before))
    case (nil, let after?):
      return OccurrenceChange(
        kind: .added, before: nil, after: after, reasons: [try reasonNew(after.occurrence)],
        notes: notes(after))
    case (nil, nil):
      return OccurrenceChange(kind: .kept, before: nil, after: nil, reasons: [], notes: [])
    }
  }

  /// Whether the edit is addressed to an override and gives other values for all that was its own.
  private func isOverwritten(_ override: PlacedOverride) -> Bool {
    override.originalStart == matcher.named
      && override.allFields.allSatisfy { matcher.given[$0] != nil }
  }

  /// The fields that change between what is an occurrence's own before and after, or the series' where it has
  /// nothing of its own.
  private func changedFields(_ old: PlacedOverride?, _ new: PlacedOverride?) -> [String] {
    let own = new?.fields ?? []
    var names = matcher.fields
    names += (old?.fields ?? []).filter { !names.contains($0) }
    return names.filter { name in
      guard !own.contains(name) else { return false }
      guard let former = old?.own[name] else { return true }
      // What no request takes is no part of what its own is.
      return former != matcher.given[name] ?? matcher.former[name]
    }
  }

  static func change(
    _ before: OccurrenceSnapshot, _ after: OccurrenceSnapshot, _ pair: OccurrencePairing.Pair,
    fields: [String], notes: [OccurrenceChange.Note], fate: OccurrenceChange.Reason? = nil
  ) -> OccurrenceChange {
    var reasons: [OccurrenceChange.Reason] = []
    let isMoved = before.startMilliseconds != after.startMilliseconds
    if isMoved {
      // What the clocks show tells how far; where they show the same twice, what has passed.
      let shown = after.localStart.wallSeconds - before.localStart.wallSeconds
      let passed = (after.startMilliseconds - before.startMilliseconds) / 1000
      reasons.append(.startMoved(bySeconds: shown == 0 ? passed : shown))
      if pair.isByPlace { reasons.append(.samePlaceInSeries) }
    }
    if before.durationSeconds != after.durationSeconds {
      reasons.append(
        .durationChanged(fromSeconds: before.durationSeconds, toSeconds: after.durationSeconds))
    }
    if !fields.isEmpty { reasons.append(.fieldsChanged(fields)) }
    if reasons.isEmpty, before.id != after.id { reasons.append(.identityChanged) }
    let kind: OccurrenceChange.Kind = isMoved ? .moved : reasons.isEmpty ? .kept : .changed
    if let fate { reasons.append(fate) }
    return OccurrenceChange(kind: kind, before: before, after: after, reasons: reasons, notes: notes)
  }

  func notes(_ snapshot: OccurrenceSnapshot) -> [OccurrenceChange.Note] {
    Self.notes(snapshot, masterOffset: masterOffset)
  }

  static func notes(_ snapshot: OccurrenceSnapshot, masterOffset: Int) -> [OccurrenceChange.Note] {
    var notes: [OccurrenceChange.Note] = []
    let offset = Int(snapshot.occurrence.offsetSeconds)
    if offset != masterOffset {
      notes.append(.offsetDiffers(masterSeconds: masterOffset, hereSeconds: offset))
    }
    if snapshot.occurrence.gapSeconds != 0 {
      notes.append(.shiftedByGap(seconds: Int(snapshot.occurrence.gapSeconds)))
    }
    return notes
  }

  // MARK: Occurrences without a partner

  private mutating func reasonGone(_ old: Occurrence) throws(RecurrenceError) -> OccurrenceChange.Reason {
    if matcher.removesRule { return .ruleRemoved }
    guard let series = matcher.after.series else { return .notGenerated }
    let wall = matcher.move.wall(of: old.nominalLocal)
    guard let target = instant(wall, in: series) else {
      return wall == nil ? .notGenerated : .omittedInGap
    }
    if newStarts.contains(target) { return .coincides }
    if try becomesExcluded(old) { return .excluded }
    if let lastNew, target > lastNew { return .pastEnd }
    return .notGenerated
  }

  private mutating func reasonNew(_ new: Occurrence) throws(RecurrenceError) -> OccurrenceChange.Reason {
    let date = RecurrenceDate.instant(seconds: new.startMilliseconds.floorDivided(by: 1000))
    if let series = matcher.after.series, series.text.additions.contains(date),
      let old = matcher.before.series, !old.text.additions.contains(date)
    {
      return .dateAdded
    }
    guard let series = matcher.before.series,
      let origin = instant(matcher.move.origin(of: new.nominalLocal), in: series)
    else { return .newlyGenerated }
    if try wasExcluded(new) { return .noLongerExcluded }
    if let lastOld, origin > lastOld { return .seriesExtended }
    return .newlyGenerated
  }

  /// Whether a new occurrence was excluded from the series before, at its original start.
  mutating func wasExcluded(_ new: Occurrence) throws(RecurrenceError) -> Bool {
    guard let series = matcher.before.series,
      let origin = instant(matcher.move.origin(of: new.nominalLocal), in: series),
      origin >= matcher.cut ?? Int.min
    else { return false }
    return try excludedBefore.contain(origin, of: series)
  }

  /// Whether an old occurrence, moved, is excluded from the series afterwards.
  mutating func becomesExcluded(_ old: Occurrence) throws(RecurrenceError) -> Bool {
    guard let series = matcher.after.series,
      let target = instant(matcher.move.wall(of: old.nominalLocal), in: series)
    else { return false }
    return try excludedAfter.contain(target, of: series)
  }

  /// The instant of a local time, in epoch milliseconds.
  private func instant(_ wall: Int?, in series: Series) -> Int? {
    wall.flatMap(LocalDateTime.init(wallSeconds:)).flatMap {
      series.start.zone.occurrence(at: $0, policy: series.options.zonePolicy)?.startMilliseconds
    }
  }
}

/// Starts of a series that are excluded from it.
private struct ExcludedStarts {
  private var unfiltered = DeferredSet.pending

  /// Whether the series would have that start, were nothing excluded from it.
  mutating func contain(_ start: Int, of series: Series) throws(RecurrenceError) -> Bool {
    let set = try unfiltered.set { () throws(RecurrenceError) in
      series.text.hasExclusions ? try series.recurrences.withoutExclusions() : nil
    }
    return set?.contains(start) ?? false
  }
}

extension PreviewSide {
  /// The last start of a series that ends.
  fileprivate func last() -> Int? {
    guard let series, series.recurrences.isFinite else { return nil }
    return series.recurrences.last(before: Int.max)?.startMilliseconds
  }
}
