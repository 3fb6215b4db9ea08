internal import Recurrence

/// Moves a series' dates on the clock's face and resolves them again.
struct SeriesDateShift {
  let text: RecurrenceText
  let start: RecurrenceStart
  let deltaSeconds: Int
  let options: ExpansionOptions
  private(set) var notes: [Diagnostic] = []
  /// The rules on the clock's face alone, without an end: tells which of two local times a rule names.
  private var pattern = DeferredSet.pending
  private var unfiltered = DeferredSet.pending

  private var zone: ZoneTransitions { start.zone }

  init(text: RecurrenceText, start: RecurrenceStart, deltaSeconds: Int, options: ExpansionOptions) {
    self.text = text
    self.start = start
    self.deltaSeconds = deltaSeconds
    self.options = options
  }

  // MARK: UNTIL

  /// COUNT as it is, UNTIL later by the delta and as an instant, which nobody can misread.
  func end(_ end: RecurrenceEnd) -> RecurrenceEnd {
    guard case .until(let until) = end else { return end }
    if deltaSeconds == 0, case .instant = until { return end }
    if start.isAllDay, case .date(let date) = until {
      return .until(.date(CivilDate(dayNumber: date.dayNumber + deltaSeconds / 86_400) ?? date))
    }
    let bound =
      switch until {
      case .date(let date):
        options.untilDate.lastWall(of: date)
      case .local(let local): local.wallSeconds
      case .instant(let seconds): latestWall(upTo: seconds)
      }
    let (sum, overflow) = bound.addingReportingOverflow(deltaSeconds)
    let range = LocalDateTime.range
    let wall = overflow ? range.upperBound : min(max(sum, range.lowerBound), range.upperBound)
    let segment = zone.segment(atWall: wall, policy: options.zonePolicy)
    // UTC ends some hours before the last local times, or begins after the first.
    let seconds = wall - segment.offsetSeconds
    return .until(.instant(seconds: min(max(seconds, range.lowerBound), range.upperBound)))
  }

  /// The latest local time that means an instant no later than this one.
  private func latestWall(upTo seconds: Int) -> Int {
    let wall = seconds + zone.offsetSeconds(atInstant: seconds)
    let segment = zone.segment(atWall: wall, policy: options.zonePolicy)
    let meant = wall - segment.offsetSeconds
    // One pass of a fold stands for both: from the other pass, the fold's edge is what bounds.
    if meant < seconds { return segment.end - 1 }
    if meant > seconds { return segment.start - 1 }
    return wall
  }

  // MARK: EXDATE and RDATE

  mutating func exclusions() throws(RecurrenceError) -> [RecurrenceDate] {
    var result: [RecurrenceDate] = []
    result.reserveCapacity(text.exclusions.count)
    var dropped = 0
    let added = try instantsAdded()
    for exclusion in text.exclusions {
      let moved = try moved(exclusion: exclusion, added: added)
      if moved.isEmpty { dropped += 1 }
      result += moved
      guard result.count <= RecurrenceText.maximumDates else {
        throw RecurrenceError(
          .tooManyDates,
          "The times of the excluded days move to parts of other days, and one by one they are more than "
            + "\(RecurrenceText.maximumDates) EXDATEs; move the series by whole days, or give its rrule.")
      }
    }
    if dropped > 0 {
      notes.append(
        Diagnostic(
          .note, .deadExclusionDropped,
          "\(dropped.counted("EXDATE that removes", "EXDATEs that remove")) nothing "
            + "\(dropped.form("does", "do")) not move with the series and "
            + "\(dropped.form("is", "are")) left out.", field: "rrule"))
    }
    return result
  }

  func additions() throws(RecurrenceError) -> [RecurrenceDate] {
    var result: [RecurrenceDate] = []
    for addition in text.additions {
      if case .date(let date) = addition {
        if start.isAllDay || deltaSeconds.isMultiple(of: 86_400) {
          if let moved = CivilDate(dayNumber: date.dayNumber + deltaSeconds / 86_400) {
            result.append(.date(moved))
          }
          continue
        }
        if let moved = instant(ofWall: date.dayNumber * 86_400 + deltaSeconds) { result.append(moved) }
        continue
      }
      let wall: Int
      if case .local(let local, let name) = addition, name ?? zone.identifier == zone.identifier {
        wall = local.wallSeconds
      } else if let seconds = try seconds(of: addition) {
        wall = seconds + zone.offsetSeconds(atInstant: seconds)
      } else {
        continue
      }
      if let moved = instant(ofWall: wall + deltaSeconds) { result.append(moved) }
    }
    return result
  }

  private mutating func moved(
    exclusion: RecurrenceDate, added: Set<Int>
  ) throws(RecurrenceError) -> [RecurrenceDate] {
    if case .date(let date) = exclusion { return try moved(exclusionDay: date) }
    guard let seconds = try seconds(of: exclusion) else { return [] }
    return nominalWalls(at: seconds, isAdded: added.contains(seconds))
      .compactMap { instant(ofWall: $0 + deltaSeconds) }
  }

  /// A whole day stays one where all its occurrences move to the same day.
  private mutating func moved(exclusionDay date: CivilDate) throws(RecurrenceError) -> [RecurrenceDate] {
    let hasOneTime = text.additions.isEmpty && text.rules.allSatisfy(\.hasTimeOfStart)
    if start.isAllDay || hasOneTime || deltaSeconds.isMultiple(of: 86_400) {
      let time = start.isAllDay ? 0 : start.local.secondOfDay
      let days = hasOneTime ? (time + deltaSeconds).floorDivided(by: 86_400) : deltaSeconds / 86_400
      return CivilDate(dayNumber: date.dayNumber + days).map { [.date($0)] } ?? []
    }
    let whole = try unfiltered.set { () throws(RecurrenceError) in
      var whole = text.withoutExclusions()
      whole.start = nil
      return try RecurrenceSet(whole, start: start, options: options)
    }
    // One more than there may be says that there are too many.
    return (whole?.occurrences(on: date)).map { found in
      found.prefix(RecurrenceText.maximumDates + 1)
        .compactMap { instant(ofWall: $0.nominalLocal.wallSeconds + deltaSeconds) }
    } ?? []
  }

  /// The local times that stand for an instant: none in the pass of a fold that is not used, and in the
  /// hour after a gap perhaps the one that the gap swallowed.
  private mutating func nominalWalls(at seconds: Int, isAdded: Bool) -> [Int] {
    let wall = seconds + zone.offsetSeconds(atInstant: seconds)
    let segment = zone.segment(atWall: wall, policy: options.zonePolicy)
    if wall - segment.offsetSeconds != seconds, !isAdded { return [] }
    guard options.zonePolicy.gap == .shiftForward, segment.start > LocalDateTime.range.lowerBound else {
      return [wall]
    }
    let before = zone.segment(atWall: segment.start - 1, policy: options.zonePolicy)
    guard before.gapSeconds > 0, wall - segment.start < before.gapSeconds else { return [wall] }
    let swallowed = wall - before.gapSeconds
    guard isInPattern(swallowed) else { return [wall] }
    return isInPattern(wall) || isAdded ? [swallowed, wall] : [swallowed]
  }

  private mutating func isInPattern(_ wall: Int) -> Bool {
    let set = pattern.set {
      let endless = text.rules.map { $0.with(end: .never) }
      return try? RecurrenceSet(
        RecurrenceText(rules: endless), start: RecurrenceStart(start.local, in: .utc), options: options)
    }
    return set?.contains(wall * 1000) ?? false
  }

  private func instantsAdded() throws(RecurrenceError) -> Set<Int> {
    var result: Set<Int> = []
    for addition in text.additions {
      if let seconds = try seconds(of: addition) { result.insert(seconds) }
    }
    return result
  }

  /// The instant of a date that is no whole day.
  private func seconds(of date: RecurrenceDate) throws(RecurrenceError) -> Int? {
    if case .date = date { return nil }
    return try date.occurrence(in: zone, policy: options.zonePolicy)?.startSeconds
  }

  private func instant(ofWall wall: Int) -> RecurrenceDate? {
    guard let local = LocalDateTime(wallSeconds: wall),
      let occurrence = zone.occurrence(at: local, policy: options.zonePolicy)
    else { return nil }
    return .instant(seconds: occurrence.startSeconds)
  }
}

extension RecurrenceRule {
  /// Whether all occurrences have the start's time of day.
  fileprivate var hasTimeOfStart: Bool { frequency >= .daily && !parts.hasTimes }
}
