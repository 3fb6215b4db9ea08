internal import Recurrence

/// A series whose day is being replaced, its clock time apart.
struct NamedMoveDraft {
  private(set) var start: RecurrenceStart
  private(set) var text: RecurrenceText
  private(set) var move = OccurrenceMove()
  private let base: Series

  /// How many occurrences show which of them comes first afterwards: more than the days of a year.
  private static let mostOfFirstPeriod = 400

  static func refusal(_ part: String, _ reason: String) -> ValidationFailure {
    ValidationFailure(
      .ruleNotMovable, "\(part) can't be replaced by the new date: \(reason).", field: "rrule",
      remedy: "Give the rule of the moved series in rrule, or move every occurrence alike.")
  }

  /// - Parameters:
  ///   - slot: An occurrence on the clock's face.
  ///   - target: Where it moves to, at the same time of day.
  init(_ base: Series, from slot: LocalDateTime, to target: LocalDateTime) throws(ValidationFailure) {
    self.base = base
    start = base.start
    text = base.text
    try readAdditions()
    for (index, rule) in base.text.rules.enumerated() {
      let clock = try onTheClock(rule)
      guard clock.contains(slot.wallSeconds * 1000) else { continue }
      let replacement = try RulePartReplacement(rule, from: slot.date, to: target.date, of: base.start)
      move.day = replacement.day
      try moveStart(clock)
      text.rules[index] = replacement.rule(startingOn: start.local.date)
      try moveExclusions()
      try extendEnd(ofRule: index)
      return
    }
    try moveDate(slot, to: target)
  }

  /// Dates of their own stay where they are.
  private mutating func readAdditions() throws(ValidationFailure) {
    for addition in base.text.additions {
      let named = try ValidationFailure.of { () throws(RecurrenceError) in
        try addition.occurrence(in: base.start.zone, policy: base.options.zonePolicy)
      }
      if let wall = named?.nominalLocal.wallSeconds { move.additions[wall] = wall }
    }
  }

  private func onTheClock(_ rule: RecurrenceRule) throws(ValidationFailure) -> RecurrenceSet {
    let start = RecurrenceStart(base.start.local, isAllDay: base.start.isAllDay, in: .utc)
    return try ValidationFailure.of { () throws(RecurrenceError) in
      try RecurrenceSet(RecurrenceText(rules: [rule]), start: start, options: base.options)
    }
  }

  /// The series starts with the occurrence that comes first afterwards.
  private mutating func moveStart(_ clock: RecurrenceSet) throws(ValidationFailure) {
    var walls: [Int] = []
    for occurrence in clock.occurrences.prefix(Self.mostOfFirstPeriod) {
      if let wall = move.wall(of: occurrence.local) { walls.append(wall) }
    }
    guard let first = walls.min() else { return }
    let isOccurrence = clock.contains(start.local.wallSeconds * 1000)
    let wall = isOccurrence ? first : min(first, start.local.wallSeconds)
    guard wall != start.local.wallSeconds else { return }
    guard base.text.rules.count == 1, base.text.exclusionRules.isEmpty,
      let local = LocalDateTime(wallSeconds: wall)
    else { throw Self.refusal("DTSTART", "other rules start with it") }
    start = RecurrenceStart(local, isAllDay: start.isAllDay, in: start.zone)
  }

  private mutating func moveExclusions() throws(ValidationFailure) {
    guard !base.text.exclusions.isEmpty else { return }
    let whole = try ValidationFailure.of { () throws(RecurrenceError) in
      try base.recurrences.withoutExclusions()
    }
    let additions = Dictionary(grouping: move.additions.keys) { $0.floorDivided(by: 86_400) }
    text.exclusions = []
    for exclusion in base.text.exclusions {
      let named: [LocalDateTime]
      if case .date(let day) = exclusion {
        // A rule's occurrences of a day all move to the same one: one stands for them.
        let generated = whole.occurrences(on: day).lazy.map(\.nominalLocal)
          .first { move.additions[$0.wallSeconds] == nil }
        named =
          [generated].compactMap(\.self)
          + (additions[day.dayNumber] ?? []).compactMap { LocalDateTime(wallSeconds: $0) }
      } else {
        named = try ValidationFailure.of { () throws(RecurrenceError) in
          try whole.occurrences(named: exclusion).map(\.nominalLocal)
        }
      }
      let moved = named.compactMap { move.wall(of: $0) }
      if moved == named.map(\.wallSeconds) {
        text.exclusions.append(exclusion)
      } else if case .date = exclusion {
        let days = Set(moved.map { $0.floorDivided(by: 86_400) }).sorted()
        text.exclusions += days.compactMap { CivilDate(dayNumber: $0).map(RecurrenceDate.date) }
      } else {
        text.exclusions += moved.compactMap { instant($0) }
      }
    }
  }

  private func instant(_ wall: Int) -> RecurrenceDate? {
    LocalDateTime(wallSeconds: wall)
      .flatMap { base.start.zone.occurrence(at: $0, policy: base.options.zonePolicy) }
      .map { .instant(seconds: $0.startSeconds) }
  }

  /// Where the last occurrence moves past UNTIL, the rule ends with it.
  private mutating func extendEnd(ofRule index: Int) throws(ValidationFailure) {
    guard case .until = text.rules[index].end else { return }
    let alone = try ValidationFailure.of { () throws(RecurrenceError) in
      try RecurrenceSet(
        RecurrenceText(rules: [base.text.rules[index]]), start: base.start, options: base.options)
    }
    guard let last = alone.last(before: Int.max), let wall = move.wall(of: last.nominalLocal),
      wall > last.nominalLocal.wallSeconds, case .instant(let seconds)? = instant(wall)
    else { return }
    let moved = try ValidationFailure.of { () throws(RecurrenceError) in
      try RecurrenceSet(RecurrenceText(rules: [text.rules[index]]), start: start, options: base.options)
    }
    guard !moved.contains(seconds * 1000) else { return }
    text.rules[index] = text.rules[index].with(
      end: .until(
        start.isAllDay
          ? .date(CivilDate(clamping: wall.floorDivided(by: 86_400))) : .instant(seconds: seconds)))
  }

  /// An occurrence that no rule generates is a date of its own, or the start of dates alone.
  private mutating func moveDate(_ slot: LocalDateTime, to target: LocalDateTime) throws(ValidationFailure) {
    move.additions[slot.wallSeconds] = target.wallSeconds
    for (index, addition) in base.text.additions.enumerated() {
      let named = try ValidationFailure.of { () throws(RecurrenceError) in
        try addition.occurrence(in: base.start.zone, policy: base.options.zonePolicy)
      }
      guard named?.nominalLocal == slot else { continue }
      text.additions[index] = start.isAllDay ? .date(target.date) : .local(target, zone: nil)
      return
    }
    guard base.text.rules.isEmpty, start.local == slot else {
      throw Self.refusal("RRULE", "no rule has an occurrence on \(slot.date)")
    }
    start = RecurrenceStart(target, isAllDay: start.isAllDay, in: start.zone)
  }
}
