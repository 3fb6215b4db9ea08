internal import Recurrence

/// Works out how a series is written for other readers: see `CalendarRecurrence`.
struct RecurrenceSpeller {
  let set: RecurrenceSet
  let zone: ZoneTransitions
  private(set) var form: CalendarRecurrence.Form
  private(set) var text = RecurrenceText()
  private(set) var warnings: [RecurrenceWarning] = []
  private(set) var isRespelled = false

  /// More dates than that are no portable text, so that a rule stays a rule.
  static let mostDates = 2_000
  /// An EXRULE that rarely meets the series is followed that far.
  static let mostSteps = 200_000
  /// As far as exceptions to a series without end are listed.
  static let listedYears = 40

  init(_ set: RecurrenceSet, isFloating: Bool) {
    self.set = set
    zone = set.start.zone
    let isByDays =
      set.start.isAllDay && set.additions.allSatisfy { $0.nominalLocal.secondOfDay == 0 }
    form =
      isByDays
      ? .date : isFloating ? .floating : zone.isFixed && zone.offsetSeconds(atInstant: 0) == 0 ? .utc : .zoned
  }

  mutating func spell() throws(RecurrenceError) {
    let (rules, dates) = try chosenRules()
    var additions = Set(dates)
    additions.formUnion(set.additions.map { $0.startSeconds })
    let kept = try rules.map { rule throws(RecurrenceError) in try alone([rule]) }
    var excluded: Set<RecurrenceDate> = []
    var written = rules

    // Where other readers put what the zone's clocks skip or repeat.
    let exceptions = try ClockExceptions(rules: rules, set: set, isByDays: form == .date)
    if exceptions.endsEarly {
      warn(
        .exceptionsEnd,
        "What the zone's clocks skip and repeat is listed for \(Self.listedYears) years; readers may differ after."
      )
    }
    additions.formUnion(exceptions.missed.keys)
    excluded.formUnion(exceptions.removed.map { local(LocalDateTime(clamping: $0)) })

    let start = firstTime(of: rules, kept)
    let isGenerated = start.map { wall in kept.contains { $0.generates(wall) } }
    if rules.count > 1 || !exceptions.isEmpty {
      // Readers count otherwise what several rules, a gap or DTSTART itself yields: an instant is plain.
      written = zip(rules, kept).map { Self.bounded($0, of: $1, zone: zone) }
    }
    if isGenerated == false, let start { excluded.insert(local(LocalDateTime(clamping: start))) }

    excluded.formUnion(try exclusions(&additions))
    try spellExclusionRules(&excluded, &additions)

    text.rules = written.map(spelled)
    if let start {
      text.start = local(LocalDateTime(clamping: start))
    } else {
      guard let first = additions.min() else {
        throw RecurrenceError(
          .noOccurrence, "The series has no occurrence, so that a calendar file can't hold it.")
      }
      additions.remove(first)
      let date = date(of: first)
      if case .instant = date { form = .utc }
      text.start = date
    }
    text.additions = additions.sorted().map { instant in
      // Named as the rule names it, readers that shift it see it once, and those that ignore it once too.
      date(of: instant, nominal: exceptions.missed[instant].map { LocalDateTime(clamping: $0) })
    }
    text.exclusions = Array(excluded)
    text = text.canonical
    let own = set.text.canonical.rules
    let ownSpelled = own.map(spelled)
    if start != set.start.local.wallSeconds
      || own != own.map({ $0.explicit(for: set.start) })
      || text.rules != ownSpelled
      || !set.text.exclusionRules.isEmpty || !(form == .date || set.excludedDays.isEmpty)
      || set.start.isAllDay != (form == .date)
    {
      isRespelled = true
    }
  }

  private mutating func warn(_ code: RecurrenceWarning.Code, _ message: String) {
    warnings.append(RecurrenceWarning(code, message))
  }

  /// A series of nothing but those rules.
  private func alone(_ rules: [RecurrenceRule]) throws(RecurrenceError) -> RecurrenceSet {
    try RecurrenceSet(RecurrenceText(rules: rules), start: set.start, options: set.options)
  }

  /// A time of the series' own clock.
  private func local(_ time: LocalDateTime) -> RecurrenceDate {
    switch form {
    case .date: .date(time.date)
    case .utc: .instant(seconds: time.wallSeconds)
    case .floating, .zoned: .local(time, zone: nil)
    }
  }

  private func date(of instant: Int, nominal: LocalDateTime? = nil) -> RecurrenceDate {
    CalendarRecurrence.date(of: instant, nominal: nominal, in: zone, form: form)
  }

  // MARK: Rules

  /// One rule where that can be, and the instants that stand for the others.
  private mutating func chosenRules() throws(RecurrenceError) -> ([RecurrenceRule], [Int]) {
    var rules: [RecurrenceRule] = []
    var dates: [Int] = []
    // What ends last is said best by a rule, and what never ends only by one.
    let all = set.text.canonical.rules
    var room = Self.mostDates
    var candidates: [(rule: RecurrenceRule, set: RecurrenceSet)] = []
    for rule in all {
      let set = try alone([rule])
      if set.first(from: .min) != nil { candidates.append((rule, set)) }
    }
    let main =
      candidates.firstIndex { !$0.set.isFinite && $0.rule.scale == nil }
      ?? candidates.firstIndex { !$0.set.isFinite } ?? candidates.firstIndex { $0.rule.scale == nil }
    for (index, (rule, set)) in candidates.enumerated() {
      if index != main, set.isFinite, case let count = try count(set, upTo: room), count <= room {
        room -= count
        dates += set.occurrences.map { $0.startSeconds }
        continue
      }
      rules.append(rule)
      if rule.scale != nil {
        warn(.ruleNotPortable, "Readers that don't know RFC 7529 can't follow \(rule).")
      }
    }
    if rules.count > 1 {
      warn(
        .severalRules,
        "The calendar file has \(rules.count) RRULE lines, of which some readers follow the first only.")
    }
    return (rules, dates)
  }

  private func count(_ set: RecurrenceSet, upTo limit: Int) throws(RecurrenceError) -> Int {
    try set.expand(limits: ExpansionLimits(occurrences: limit + 1)).occurrences.count
  }

  /// DTSTART as wall seconds: the first time that the only rule generates, or the series' own start.
  private func firstTime(of rules: [RecurrenceRule], _ kept: [RecurrenceSet]) -> Int? {
    guard !rules.isEmpty else { return nil }
    return rules.count == 1 ? kept.first?.firstGenerated : set.start.local.wallSeconds
  }

  /// The rule with an UNTIL in place of COUNT.
  private static func bounded(
    _ rule: RecurrenceRule, of set: RecurrenceSet, zone: ZoneTransitions
  ) -> RecurrenceRule {
    guard case .count = rule.end, let wall = set.lastGenerated,
      let last = zone.occurrence(at: LocalDateTime(clamping: wall))
    else { return rule }
    return rule.with(end: .until(.instant(seconds: last.startSeconds)))
  }

  /// The rule with everything said that RFC 5545 leaves open, and UNTIL in the form of the series.
  private func spelled(_ rule: RecurrenceRule) -> RecurrenceRule {
    let resolved = rule.explicit(for: set.start)
      .resolvingUntil(in: zone, policy: set.options.zonePolicy, untilDate: untilDate)
    guard case .until(.instant(let seconds)) = resolved.end, form != .utc, form != .zoned else {
      return resolved
    }
    let local = LocalDateTime(clamping: seconds + zone.offsetSeconds(atInstant: seconds))
    return resolved.with(end: .until(form == .date ? .date(local.date) : .local(local)))
  }

  /// By days, a bare date includes its day whatever the policy says.
  private var untilDate: ExpansionOptions.UntilDate {
    self.set.start.isAllDay ? .endOfDay : self.set.options.untilDate
  }

  // MARK: Exclusions

  /// EXDATE on the series' clock; what they remove of the additions is gone from those.
  private mutating func exclusions(
    _ additions: inout Set<Int>
  ) throws(RecurrenceError) -> Set<RecurrenceDate> {
    var found: Set<RecurrenceDate> = []
    if set.excludedInstants.isEmpty, set.excludedDays.isEmpty { return found }
    let included = try set.withoutExclusions(by: .dates)
    for instant in set.excludedInstants {
      let occurrence = included.first(from: instant)
      if let occurrence, occurrence.startMilliseconds == instant {
        found.insert(date(of: instant / 1000, nominal: occurrence.nominalLocal))
      } else if form != .date {
        found.insert(date(of: instant / 1000))
      }
      additions.remove(instant / 1000)
    }
    var isCut = false
    for day in set.excludedDays.joined() {
      for occurrence in included.occurrences(on: CivilDate(clamping: day)) {
        guard found.count < Self.mostDates else {
          found.insert(.date(CivilDate(clamping: day)))
          isCut = true
          break
        }
        found.insert(date(of: occurrence.startSeconds, nominal: occurrence.nominalLocal))
        additions.remove(occurrence.startSeconds)
      }
    }
    if isCut {
      warn(
        .ruleNotPortable,
        "EXDATE takes days with more than \(Self.mostDates) times out of the series, which few readers follow."
      )
    }
    return found
  }

  /// EXRULE as dates, as far as they reach: RFC 5545 knows it no more.
  private mutating func spellExclusionRules(
    _ excluded: inout Set<RecurrenceDate>, _ additions: inout Set<Int>
  ) throws(RecurrenceError) {
    guard !set.text.exclusionRules.isEmpty else { return }
    let included = try set.withoutExclusions(by: .rules)
    var isCut = false
    var room = Self.mostDates
    var steps = Self.mostSteps
    let last = included.isFinite ? included.last(before: .max)?.startMilliseconds ?? .min : Int.max
    for rule in set.text.exclusionRules {
      for occurrence in try alone([rule]).occurrences {
        if occurrence.startMilliseconds > last { break }
        guard room > 0, steps > 0 else {
          isCut = true
          break
        }
        steps -= 1
        guard included.contains(occurrence.startMilliseconds) else { continue }
        room -= 1
        excluded.insert(date(of: occurrence.startSeconds, nominal: occurrence.nominalLocal))
        additions.remove(occurrence.startSeconds)
      }
    }
    guard isCut else { return }
    text.exclusionRules = set.text.canonical.exclusionRules.map(spelled)
    warn(
      .ruleNotPortable,
      "EXRULE goes on beyond the dates that are listed as EXDATE; RFC 5545 dropped EXRULE.")
  }
}
