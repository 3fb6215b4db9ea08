extension RecurrenceText: CustomStringConvertible {
  /// The text in canonical form, as `formatted()` writes it.
  public var description: String { formatted() }

  /// The text, canonically: DTSTART, RRULE, EXRULE, RDATE and EXDATE lines joined by `\n`, dates sorted
  /// and unique, each as it was given: UTC, local or bare.
  ///
  /// Reading it gives the same text, but for the order of dates; see `canonical`.
  public func formatted() -> String {
    let text = canonical
    var lines: [String] = []
    if let start = text.start { lines += Self.lines("DTSTART", [start]) }
    lines += text.rules.map { "RRULE:\($0)" }
    lines += text.exclusionRules.map { "EXRULE:\($0)" }
    lines += Self.lines("RDATE", text.additions)
    lines += Self.lines("EXDATE", text.exclusions)
    return lines.joined(separator: "\n")
  }

  /// The text for sending: what a server could read otherwise than a zone says is made explicit.
  ///
  /// Local dates, and a local UNTIL, become UTC; a bare date in UNTIL becomes the instant at which that
  /// day ends (or starts). A bare date of EXDATE or RDATE stays one. A local date whose own zone is
  /// unknown, or which the zone's clocks skip and the policy omits, stays as it is.
  ///
  /// - Parameters:
  ///   - zone: The series' zone.
  ///   - policy: What becomes of local times that the zone's clocks skip or repeat.
  ///   - untilDate: Whether a bare date in UNTIL means that day's end or its start.
  ///   - isAllDay: Whether the series recurs by whole days: its UNTIL stays a date, as RFC 5545 asks.
  public func formatted(
    in zone: ZoneTransitions, policy: ZonePolicy = ZonePolicy(),
    untilDate: ExpansionOptions.UntilDate = .endOfDay, isAllDay: Bool = false
  ) -> String {
    resolved(in: zone, policy: policy, untilDate: untilDate, isAllDay: isAllDay).formatted()
  }

  /// The text with rules unique and dates sorted and unique: what reading the written text gives.
  public var canonical: RecurrenceText {
    var text = self
    text.rules = Self.unique(rules)
    text.exclusionRules = Self.unique(exclusionRules)
    text.additions = Self.sortedSet(additions)
    text.exclusions = Self.sortedSet(exclusions)
    return text
  }

  /// The text with local times made instants, as `formatted(in:policy:untilDate:isAllDay:)` writes it.
  private func resolved(
    in zone: ZoneTransitions, policy: ZonePolicy, untilDate: ExpansionOptions.UntilDate, isAllDay: Bool
  ) -> RecurrenceText {
    var text = self
    let keepsDates =
      if case .date = start { true } else { isAllDay }
    let resolve = { (rule: RecurrenceRule) in
      keepsDates ? rule : rule.resolvingUntil(in: zone, policy: policy, untilDate: untilDate)
    }
    text.rules = rules.map(resolve)
    text.exclusionRules = exclusionRules.map(resolve)
    text.additions = additions.map { $0.resolved(in: zone, policy: policy) }
    text.exclusions = exclusions.map { $0.resolved(in: zone, policy: policy) }
    return text
  }

  /// One line for each kind of date and each zone, so that a line's parameters hold for all its dates.
  private static func lines(_ name: String, _ dates: [RecurrenceDate]) -> [String] {
    var lines: [String] = []
    var lastHead: String?
    for date in dates {
      let head = name + date.parameters
      if head == lastHead, let last = lines.indices.last {
        lines[last] += ",\(date)"
      } else {
        lines.append("\(head):\(date)")
        lastHead = head
      }
    }
    return lines
  }

  private static func sortedSet(_ dates: [RecurrenceDate]) -> [RecurrenceDate] {
    var result: [RecurrenceDate] = []
    for date in dates.sorted(by: { $0.sortKey < $1.sortKey }) where date != result.last {
      result.append(date)
    }
    return result
  }

  private static func unique(_ rules: [RecurrenceRule]) -> [RecurrenceRule] {
    var seen: Set<RecurrenceRule> = []
    return rules.filter { seen.insert($0).inserted }
  }
}

extension RecurrenceRule {
  /// The rule with an UNTIL that is an instant, where it is a local time or a bare date.
  package func resolvingUntil(
    in zone: ZoneTransitions, policy: ZonePolicy, untilDate: ExpansionOptions.UntilDate
  ) -> RecurrenceRule {
    if case .countOrUntil(let count, let until) = end {
      let rule = with(end: .until(until)).resolvingUntil(in: zone, policy: policy, untilDate: untilDate)
      guard case .until(let until) = rule.end else { return self }
      return with(end: .countOrUntil(count, until))
    }
    let local: LocalDateTime
    switch end {
    case .until(.date(let date)):
      local = LocalDateTime(unchecked: untilDate.lastWall(of: date))
    case .until(.local(let time)): local = time
    default: return self
    }
    // A bound in a gap still bounds, whatever becomes of occurrences there.
    guard let seconds = zone.occurrence(at: local, policy: policy.shiftingGaps)?.startSeconds else {
      return self
    }
    let range = LocalDateTime.range
    return with(end: .until(.instant(seconds: min(max(seconds, range.lowerBound), range.upperBound))))
  }
}

extension RecurrenceDate {
  fileprivate var parameters: String {
    switch self {
    case .date: return ";VALUE=DATE"
    case .instant, .local(_, zone: nil): return ""
    case .local(_, zone: .some(let zone)):
      // A quotation mark or a control character would end the parameter; no zone's name has one.
      let name = String(zone.unicodeScalars.filter { $0.value >= 32 && $0 != "\"" && $0.value != 127 })
      return name.contains { ":;,".contains($0) } ? ";TZID=\"\(name)\"" : ";TZID=\(name)"
    }
  }

  /// Instants first, then bare dates, then local times without a zone, then by zone.
  fileprivate var sortKey: (Int, String, Int) {
    switch self {
    case .instant(let seconds): (0, "", seconds)
    case .date(let date): (1, "", date.dayNumber)
    case .local(let local, zone: nil): (2, "", local.wallSeconds)
    case .local(let local, zone: .some(let zone)): (3, zone, local.wallSeconds)
    }
  }

  fileprivate func resolved(in zone: ZoneTransitions, policy: ZonePolicy) -> RecurrenceDate {
    guard case .local = self, let seconds = (try? occurrence(in: zone, policy: policy))?.startSeconds else {
      return self
    }
    return LocalDateTime.range.contains(seconds) ? .instant(seconds: seconds) : self
  }
}
