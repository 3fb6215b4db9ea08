internal import CLibical

/// libical's reading of a rule, which must be ours: two independent readers of one text.
enum LibicalReading {
  /// Whether libical can hold the rule at all: its lists are shorter than RFC 5545 allows.
  static func canHold(_ parts: RuleParts) -> Bool {
    parts.monthDays.nonzeroBitCount + parts.monthDaysFromEnd.nonzeroBitCount < 32
      && parts.weekNumbers.nonzeroBitCount + parts.weekNumbersFromEnd.nonzeroBitCount < 55
      && parts.months.nonzeroBitCount + parts.leapMonths.nonzeroBitCount < 14
      && parts.ordinalWeekdays.count + parts.weekdays.nonzeroBitCount < 385
      && parts.yearDays.count < 385 && parts.setPositions.count < 385
  }

  /// Whether libical reads `bytes`, which hold just the rule, as `draft`.
  @inline(never)
  static func reads(_ draft: RuleDraft, bytes: Span<UInt8>) -> Bool {
    if draft.needsRewriting { return agreesRewritten(draft) }
    var rule = series_rule()
    guard draft.hasLists else {
      bytes.withUnsafeBufferPointer { series_read_rule($0.baseAddress, $0.count, &rule, nil) }
      return matches(rule, draft)
    }
    var lists = series_rule_lists()
    bytes.withUnsafeBufferPointer { series_read_rule($0.baseAddress, $0.count, &rule, &lists) }
    return matches(rule, draft) && matches(lists, draft.parts)
  }

  /// For what libical is known to misread: it gets the canonical text, as far as it can hold it.
  @inline(never)
  private static func agreesRewritten(_ draft: RuleDraft) -> Bool {
    guard canHold(draft.parts) else { return true }
    var readable = draft
    if draft.interval > Int(Int16.max) { readable.interval = 1 }
    readable.needsRewriting = false
    // BYSECOND=60 is 59 in the canonical text, and so is UNTIL's.
    let rule = readable.unchecked()
    readable.calendar = rule.scale?.calendar
    let text = rule.description
    return reads(readable, bytes: text.utf8.span)
  }

  @inline(__always)
  private static func matches(_ rule: series_rule, _ draft: RuleDraft) -> Bool {
    var count = 0
    var untilKind: Int32 = 0
    switch draft.end {
    // libical takes no such end, and the caller asks for none.
    case .never, .countOrUntil: break
    case .count(let number): count = number
    case .until(.date): untilKind = 1
    case .until(.local): untilKind = 2
    case .until(.instant): untilKind = 3
    }
    var seconds = rule.seconds
    // Second 60 is ours to read as 59.
    if seconds >> 60 != 0 { seconds = seconds & ~(1 << 60) | 1 << 59 }
    guard rule.frequency == Int32(draft.frequency.rawValue), rule.interval == Int32(draft.interval),
      rule.count == Int32(count), rule.week_start == Int32(draft.weekStart.rawValue),
      rule.until == draft.packedUntil, rule.until_kind == untilKind,
      rule.weekdays == UInt64(draft.parts.weekdays), seconds == draft.parts.seconds,
      rule.minutes == draft.parts.minutes,
      rule.hours == UInt64(draft.parts.hours), rule.months == UInt64(draft.parts.months),
      rule.leap_months == UInt64(draft.parts.leapMonths), rule.month_days == UInt64(draft.parts.monthDays),
      rule.month_days_from_end == UInt64(draft.parts.monthDaysFromEnd),
      rule.week_numbers == draft.parts.weekNumbers,
      rule.week_numbers_from_end == draft.parts.weekNumbersFromEnd
    else { return false }
    guard draft.calendar != nil || rule.calendar.0 != 0 else { return true }
    return matchesScale(rule, draft)
  }

  @inline(never)
  private static func matchesScale(_ rule: series_rule, _ draft: RuleDraft) -> Bool {
    let skip: Int32 =
      switch draft.skip {
      case .omit: 0
      case .backward: 1
      case .forward: 2
      }
    let name = withUnsafeBytes(of: rule.calendar) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self).uppercased()
    }
    return rule.skip == skip && name == (draft.calendar ?? "")
  }

  private static func matches(_ lists: series_rule_lists, _ parts: RuleParts) -> Bool {
    withUnsafePointer(to: lists) { lists in
      series_ordinal_count(lists) == Int32(parts.ordinalWeekdays.count)
        && series_year_day_count(lists) == Int32(parts.yearDays.count)
        && series_set_position_count(lists) == Int32(parts.setPositions.count)
        && parts.ordinalWeekdays.allSatisfy {
          series_has_ordinal(lists, Int32($0.ordinal * 7 + Int($0.weekday.rawValue)))
        }
        && parts.yearDays.allSatisfy { series_has_year_day(lists, Int32($0)) }
        && parts.setPositions.allSatisfy { series_has_set_position(lists, Int32($0)) }
    }
  }
}

extension RuleDraft {
  fileprivate var hasLists: Bool {
    has(.yearDays) || has(.setPositions) || !parts.ordinalWeekdays.isEmpty
  }
}
