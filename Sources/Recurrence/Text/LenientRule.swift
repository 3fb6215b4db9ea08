/// A rule whose parts RFC 5545 does not let stand together, read as what they mean all the same.
///
/// What a frequency forbids limits the days and times that it comes to, as in python-dateutil and rrule.js; the
/// number before a weekday applies only where weeks of a month or a year are counted.
struct LenientRule {
  private(set) var rule: RecurrenceRule
  private(set) var notes: [TextReader.Warning] = []

  /// - Parameter bytes: The rule and nothing else; the offsets of notes and faults count from their start.
  init(_ bytes: Span<UInt8>) throws(TextFault) {
    var draft = try RuleReader.parts(bytes, isLenient: true)
    rule = RecurrenceRule(draft.frequency)
    if draft.has(.frequency) {
      dropOrdinals(&draft)
      dropLonePositions(&draft, bytes)
    }
    let forbidden = draft.calendar == nil && draft.has(.frequency) ? draft.forbiddenParts : []
    if let conflict = draft.conflict(allowsForbidden: !forbidden.isEmpty) {
      throw RuleReader.fault(conflict, in: bytes)
    }
    if draft.leapSecondOffset >= 0 {
      note(.leapSecondRead, TextReader.leapSecondMessage, at: draft.leapSecondOffset)
    }
    rule = draft.unchecked()
    let spelled = forbidden.isEmpty ? rule : rule.withoutForbiddenParts()
    for part in forbidden {
      let reading = spelled.map { "; the rule is read as \($0)" } ?? ""
      note(
        .partLimits,
        "RFC 5545 forbids \(part.name) in FREQ=\(rule.frequency.name); it limits what the rule generates\(reading).",
        at: RuleReader.find(part, in: bytes))
    }
    if case .countOrUntil = rule.end {
      note(
        .earlierEndCounts, "COUNT and UNTIL both end the rule; the one counts that ends it first.",
        at: RuleReader.find(.until, in: bytes))
    }
    rule = spelled ?? rule
    if spelled != nil { try checkSecondReading(bytes) }
  }

  private mutating func note(_ code: RecurrenceWarning.Code, _ message: String, at offset: Int) {
    notes.append(TextReader.Warning(code: code, message: message, offset: offset))
  }

  private mutating func dropOrdinals(_ draft: inout RuleDraft) {
    guard !draft.parts.ordinalWeekdays.isEmpty, draft.frequency < .monthly else { return }
    for day in draft.parts.ordinalWeekdays { draft.parts.weekdays |= 1 << day.weekday.rawValue }
    draft.parts.ordinalWeekdays = []
    let days = OrdinalWeekday.text(draft.parts.weekdays)
    note(
      .ordinalIgnored,
      "A number before a weekday applies only in FREQ=MONTHLY and FREQ=YEARLY; BYDAY is read as \(days).",
      at: draft.ordinalOffset)
    draft.ordinalOffset = -1
  }

  /// Without another BY part a period has the one time that the start implies: its first and its last.
  private mutating func dropLonePositions(_ draft: inout RuleDraft, _ bytes: Span<UInt8>) {
    guard draft.has(.setPositions), draft.seen & RulePart.selectable == 0,
      draft.parts.setPositions.contains(where: { abs($0) == 1 })
    else { return }
    draft.parts.setPositions = []
    draft.seen &= ~RulePart.setPositions.bit
    note(
      .partIgnored,
      "BYSETPOS selects the one time that the start implies, as no other BY part names any, and is left out.",
      at: RuleReader.find(.setPositions, in: bytes))
  }

  /// The other reader has to find the same in what the rule is taken for.
  private func checkSecondReading(_ bytes: Span<UInt8>) throws(TextFault) {
    var plain = rule
    if case .countOrUntil(let count, _) = rule.end { plain = rule.with(end: .count(count)) }
    let text = plain.description
    guard try RecurrenceRule.read(text.utf8.span).unchecked() == plain else {
      throw RecurrenceRule.readersDiffer(bytes)
    }
  }
}

extension OrdinalWeekday {
  /// The weekdays of a mask whose bit 0 is Monday: `MO,TU`.
  fileprivate static func text(_ mask: UInt8) -> String {
    Weekday.allCases.filter { mask >> $0.rawValue & 1 == 1 }.map(\.abbreviation).joined(separator: ",")
  }
}

extension RuleDraft {
  /// The parts that RFC 5545, section 3.3.10, forbids for the frequency.
  fileprivate var forbiddenParts: [RulePart] {
    var found: [RulePart] = []
    if has(.weekNumbers), frequency != .yearly { found.append(.weekNumbers) }
    if has(.monthDays), frequency == .weekly { found.append(.monthDays) }
    if has(.yearDays), frequency >= .daily, frequency != .yearly { found.append(.yearDays) }
    if has(.weekNumbers), !parts.ordinalWeekdays.isEmpty, frequency == .yearly { found.append(.days) }
    return found
  }
}

extension RecurrenceRule {
  /// The same days as RFC 5545 writes them: in periods that are all kept, and from which BYSETPOS selects nothing,
  /// days are days whatever the period is. `nil` where it has no way to say them.
  fileprivate func withoutForbiddenParts() -> RecurrenceRule? {
    guard interval == 1, frequency >= .daily, parts.setPositions.isEmpty, parts.ordinalWeekdays.isEmpty else {
      return nil
    }
    var rule = self
    if parts.hasWeekNumbers {
      if !parts.namesDays { rule.parts.weekdays = 0x7F }
      rule.frequency = .yearly
    } else {
      rule.frequency = parts.yearDays.isEmpty ? .daily : .yearly
    }
    return rule
  }
}
