internal import Recurrence

/// Turns pairs of occurrences into changes with their reasons and notes.
struct ChangeExplainer {
  private let matcher: OccurrenceMatcher
  private let snapshotsBefore: SideSnapshots
  private let snapshotsAfter: SideSnapshots
  private let masterOffset: Int
  private let new: [Occurrence]
  private lazy var newStarts = Set(new.map(\.startMilliseconds))
  private let lastNew: Int?
  private let lastOld: Int?
  private var excludedBefore = ExcludedStarts()
  private var excludedAfter = ExcludedStarts()
  /// The last answers: those that are alike share them.
  private var lastAccount: Account?
  private var lastNotes: [OccurrenceChange.Note] = []
  private var lastNoted: Occurrence?

  init(_ matcher: OccurrenceMatcher, old: [Occurrence], new: [Occurrence]) {
    self.matcher = matcher
    snapshotsBefore = SideSnapshots(matcher.before)
    snapshotsAfter = SideSnapshots(matcher.after)
    masterOffset = matcher.after.masterOffsetSeconds
    self.new = old.count == new.count ? [] : new
    lastOld = matcher.before.last()
    lastNew = matcher.after.last()
  }

  mutating func change(_ pair: OccurrencePairing.Pair) throws(RecurrenceError) -> OccurrenceChange {
    switch (pair.old, pair.new) {
    case (let old?, let new?):
      guard matcher.isOverridden(old, new) else {
        let before = snapshotsBefore.of(old)
        let after = snapshotsAfter.of(new)
        let account = account(Difference(before, after, pair, fields: matcher.fields))
        return OccurrenceChange(
          kind: account.kind, before: before, after: after, reasons: account.reasons, notes: notes(after))
      }
      let oldOverride = matcher.overridesBefore[old.startMilliseconds]
      let newOverride = matcher.overridesAfter[new.startMilliseconds]
      let after = snapshotsAfter.of(new, newOverride)
      let fate: OccurrenceChange.Reason? =
        newOverride != nil ? .overrideKept : oldOverride.map(isOverwritten) == false ? .overrideLost : nil
      return Self.change(
        snapshotsBefore.of(old, oldOverride), after, pair,
        fields: changedFields(oldOverride, newOverride), notes: notes(after), fate: fate)
    case (let old?, nil):
      let before = snapshotsBefore.of(old, matcher.overridesBefore[old.startMilliseconds])
      return OccurrenceChange(
        kind: .removed, before: before, after: nil, reasons: [try reasonGone(before.occurrence)],
        notes: notes(before))
    case (nil, let new?):
      let after = snapshotsAfter.of(new, matcher.overridesAfter[new.startMilliseconds])
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
    // Where occurrences come together, one may come to have what was another's own.
    let isAnothers = new != nil && new?.originalStart != old?.originalStart
    var names = matcher.fields
    for name in (old?.fields ?? []) + (isAnothers ? own : []) where !names.contains(name) {
      names.append(name)
    }
    return names.filter { name in
      guard !own.contains(name) else {
        return isAnothers && (old?.own[name] ?? matcher.former[name]) != new?.own[name]
      }
      guard let former = old?.own[name] else { return true }
      // What no request takes is no part of what its own is.
      return former != matcher.given[name] ?? matcher.former[name]
    }
  }

  static func change(
    _ before: OccurrenceSnapshot, _ after: OccurrenceSnapshot, _ pair: OccurrencePairing.Pair,
    fields: [String], notes: [OccurrenceChange.Note], fate: OccurrenceChange.Reason? = nil
  ) -> OccurrenceChange {
    let account = Account(of: Difference(before, after, pair, fields: fields), fate: fate)
    return OccurrenceChange(
      kind: account.kind, before: before, after: after, reasons: account.reasons, notes: notes)
  }

  /// What becomes of an occurrence that has nothing of its own.
  private mutating func account(_ difference: Difference) -> Account {
    if let lastAccount, lastAccount.difference == difference { return lastAccount }
    var account = Account(of: difference)
    if matcher.isUnchanged, account.kind == .kept { account.reasons = [.outsideScope] }
    lastAccount = account
    return account
  }

  private mutating func notes(_ snapshot: OccurrenceSnapshot) -> [OccurrenceChange.Note] {
    let occurrence = snapshot.occurrence
    if let lastNoted, lastNoted.offsetSeconds == occurrence.offsetSeconds,
      lastNoted.gapSeconds == occurrence.gapSeconds
    {
      return lastNotes
    }
    lastNoted = occurrence
    lastNotes = Self.notes(snapshot, masterOffset: masterOffset)
    return lastNotes
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

/// In what an occurrence is another one after an edit.
private struct Difference: Equatable {
  /// `nil` where it keeps its start.
  var movedBySeconds: Int?
  let isByPlace: Bool
  let durationBefore: Int
  let durationAfter: Int
  let fields: [String]
  /// Whether only its id is another one.
  var isRenamed = false

  init(
    _ before: OccurrenceSnapshot, _ after: OccurrenceSnapshot, _ pair: OccurrencePairing.Pair,
    fields: [String]
  ) {
    self.fields = fields
    isByPlace = pair.isByPlace
    durationBefore = before.durationSeconds
    durationAfter = after.durationSeconds
    if before.startMilliseconds != after.startMilliseconds {
      // What the clocks show tells how far; where they show the same twice, what has passed.
      let shown = after.localStart.wallSeconds - before.localStart.wallSeconds
      let passed = (after.startMilliseconds - before.startMilliseconds) / 1000
      movedBySeconds = shown == 0 ? passed : shown
    } else if fields.isEmpty, durationBefore == durationAfter {
      // Of the same times, an id is another one only where it is made of something else.
      isRenamed = before.identity != after.identity && before.id != after.id
    }
  }
}

/// What becomes of an occurrence, and why.
private struct Account {
  let difference: Difference
  let kind: OccurrenceChange.Kind
  var reasons: [OccurrenceChange.Reason] = []

  init(of difference: Difference, fate: OccurrenceChange.Reason? = nil) {
    self.difference = difference
    if let seconds = difference.movedBySeconds {
      reasons.append(.startMoved(bySeconds: seconds))
      if difference.isByPlace { reasons.append(.samePlaceInSeries) }
    }
    let (before, after) = (difference.durationBefore, difference.durationAfter)
    if before != after { reasons.append(.durationChanged(fromSeconds: before, toSeconds: after)) }
    if !difference.fields.isEmpty { reasons.append(.fieldsChanged(difference.fields)) }
    if difference.isRenamed { reasons.append(.identityChanged) }
    kind = difference.movedBySeconds != nil ? .moved : reasons.isEmpty ? .kept : .changed
    if let fate { reasons.append(fate) }
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
