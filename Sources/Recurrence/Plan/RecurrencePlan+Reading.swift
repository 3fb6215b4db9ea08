// Other readings than RFC 5545's.
extension RecurrencePlan {
  static func compile(
    _ rule: RecurrenceRule, from start: RecurrenceStart, as reading: Reading
  ) -> (any WallPattern)? {
    let rule = rule.read(as: reading, from: start.local.date)
    func compile(_ rule: RecurrenceRule) -> any WallPattern {
      let found = Self.compile(
        rule, start: start.local, isAllDay: start.isAllDay, weekYears: reading.weekYears)
      return found ?? NeverPattern()
    }
    let pattern = compile(rule)
    let first = start.local.wallSeconds
    var (head, boundary): (ContiguousArray<Int>, Int) = ([], first)
    if let cut = FirstPeriod(rule, from: start.local, as: reading.firstPeriod) {
      let whole = compile(rule.with { $0.parts.setPositions = [] })
      (head, boundary) = (cut.chosen(rule.parts.setPositions, of: whole, from: first), cut.end)
    }
    let hasStart = boundary > first ? head.first == first : pattern.wall(pattern.seek(first)) == first
    let addsStart = reading.start != .excluded && !hasStart
    if addsStart {
      head.insert(first, at: 0)
      boundary = max(boundary, first + 1)
    }
    guard boundary > first else { return pattern }
    return PrefixedPattern(head, before: boundary, then: pattern, addsStart: addsStart)
  }

  /// The last wall second that COUNT lets through; `nil` where the calendar ends before.
  static func final(
    _ count: Int, _ pattern: any WallPattern, from start: RecurrenceStart, _ options: ExpansionOptions
  ) -> Int? {
    let first = start.local.wallSeconds
    var index = count - 1
    let (reading, policy) = (options.reading, options.zonePolicy)
    if reading.start == .included, (pattern as? PrefixedPattern)?.addsStart == true { index += 1 }
    let skips = policy.gap == .omit ? reading.omittedTimes == .uncounted : reading.joinedTimes == .one
    guard skips, !start.zone.isFixed else { return pattern.wall(at: index, from: first) }
    // What is passed over lets later times through, among which there may be more of the kind.
    var passed = 0
    while let wall = pattern.wall(at: index + passed, from: first) {
      let found = uncounted(pattern, from: first, through: wall, start.zone, policy)
      if found == passed { return wall }
      passed = found
    }
    return nil
  }

  /// How many times of a pattern are no instance of their own: a gap omits them or moves them onto others.
  private static func uncounted(
    _ pattern: any WallPattern, from first: Int, through last: Int, _ zone: ZoneTransitions,
    _ policy: ZonePolicy
  ) -> Int {
    var found = 0
    var segment = zone.segment(atWall: first, policy: policy)
    while segment.start <= last {
      if segment.gapSeconds > 0 {
        let begin = max(segment.start, first)
        let wall = pattern.wall(pattern.seek(begin))
        guard wall <= last else { return found }
        if wall >= segment.end {
          // A rare rule passes over years of transitions.
          segment = zone.segment(atWall: wall, policy: policy)
          continue
        }
        if policy.gap == .omit {
          found += pattern.count(from: begin, to: min(segment.end, last + 1))
        } else {
          let end = min(segment.end, last + 1 - segment.gapSeconds)
          if begin < end { found += pattern.echoes(in: begin..<end, shift: segment.gapSeconds) }
        }
      }
      if segment.end == .max { break }
      segment = zone.segment(after: segment, policy: policy)
    }
    return found
  }
}

extension RecurrenceRule {
  /// A clock with the start's offset for ever, where a rule counts time as it passes.
  func unchangedClock(from start: RecurrenceStart, as reading: Reading) -> ZoneTransitions? {
    var expanding = RuleParts()
    expanding.setPositions = parts.setPositions
    if frequency > .secondly { expanding.seconds = parts.seconds }
    if frequency > .minutely { expanding.minutes = parts.minutes }
    guard reading.clockChanges == .elapsed, frequency < .daily, parts == expanding, !start.zone.isFixed,
      let first = start.zone.occurrence(at: start.local)
    else { return nil }
    // A start in a gap stands for a time after it, by the offset before.
    return try? .fixed(offsetSeconds: Int(first.offsetSeconds) - Int(first.gapSeconds))
  }

  /// The rule with what another reading finds in it said in RFC 5545's.
  fileprivate func read(as reading: Reading, from start: CivilDate) -> RecurrenceRule {
    guard frequency == .yearly, scale == nil else { return self }
    return with {
      if reading.monthDays == .startMonth, parts.hasMonthDays, !parts.hasMonths, !parts.hasWeekNumbers,
        parts.yearDays.isEmpty
      {
        $0.parts.months = 1 << UInt16(start.components.month)
      }
      if reading.weekDays == .wholeWeek, parts.impliedDay(.yearly) == .weekday {
        $0.parts.weekdays = 0b111_1111
      }
    }
  }
}

/// The period that holds a rule's start, where its positions count from the start on.
private struct FirstPeriod {
  /// The wall second that positions count from.
  let begin: Int
  /// The wall second that the next period begins at.
  let end: Int

  init?(_ rule: RecurrenceRule, from start: LocalDateTime, as reading: Reading.FirstPeriod) {
    guard reading != .whole, !rule.parts.setPositions.isEmpty else { return nil }
    let (day, wall) = (86_400, start.wallSeconds)
    let (year, month, _) = start.date.components
    let number: (Int, Int) -> Int = { CivilDate.dayNumber(year: $0, month: $1, day: 1) }
    switch rule.frequency {
    case .weekly: end = (start.date.weekStart(rule.weekStart) + 7) * day
    case _ where reading == .cutWeek: return nil
    case .secondly: end = wall + 1
    case .minutely: end = (wall.floorDivided(by: 60) + 1) * 60
    case .hourly: end = (wall.floorDivided(by: 3600) + 1) * 3600
    case .daily: end = (start.date.dayNumber + 1) * day
    case .monthly: end = (month == 12 ? number(year + 1, 1) : number(year, month + 1)) * day
    case .yearly: end = number(year + 1, 1) * day
    }
    begin = reading == .cutWeek ? start.date.dayNumber * day : wall
  }

  /// The times that positions choose, of those of the rule without positions.
  func chosen(_ positions: [Int16], of whole: any WallPattern, from first: Int) -> ContiguousArray<Int> {
    let count = whole.count(from: begin, to: end)
    let places = Set(positions.map { $0 > 0 ? Int($0) - 1 : count + Int($0) })
    let walls = places.sorted().compactMap { place in
      (0..<count).contains(place) ? whole.wall(at: place, from: begin) : nil
    }
    return ContiguousArray(walls.filter { $0 >= first })
  }
}
