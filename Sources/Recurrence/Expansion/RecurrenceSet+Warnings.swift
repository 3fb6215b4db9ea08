extension RecurrenceSet {
  /// What was read in an unusual way, also of the text that the series was read from, and dates that
  /// change nothing.
  ///
  /// - Complexity: A query for each rule and each EXDATE.
  public var warnings: [RecurrenceWarning] {
    storage.readingWarnings + ruleWarnings + exclusionWarnings
  }

  private var ruleWarnings: [RecurrenceWarning] {
    var found: [RecurrenceWarning] = []
    let ended = storage.plans.map(endsBeforeStart)
    if ended.contains(false), !isStartGenerated {
      let rules = text.rules.count == 1 ? "the rule" : "any rule"
      found.append(
        RecurrenceWarning(
          .startNotInRule, "The start, \(start.local), does not match \(rules) and is no occurrence."))
    }
    for (rule, hasEnded) in zip(text.rules.unique, ended) {
      if hasEnded {
        found.append(
          RecurrenceWarning(
            .untilBeforeStart, "UNTIL comes before the start, \(start.local): the rule has no occurrence."))
      }
      switch rule.end {
      case .until(.date(let date)) where !start.isAllDay:
        let reading = options.untilDate == .endOfDay ? "the end" : "the start"
        found.append(
          RecurrenceWarning(
            .untilDateWithTimedStart,
            "UNTIL is a bare date though the series has a time; it is read as \(reading) of \(date)."))
      case .until(.local(let time)) where !start.zone.isFixed:
        found.append(
          RecurrenceWarning(
            .untilLocalWithZone, "UNTIL has no Z; it is read as \(time) in \(start.zone.identifier)."))
      default:
        break
      }
      if start.isAllDay, rule.parts.hasTimes {
        found.append(
          RecurrenceWarning(
            .timePartsIgnored, "BYHOUR, BYMINUTE and BYSECOND have no meaning in an all-day series."))
      }
    }
    return found
  }

  private var startInstant: Int? {
    start.zone.occurrence(at: start.local, policy: options.zonePolicy)?.startMilliseconds
  }

  private func endsBeforeStart(_ plan: RecurrencePlan) -> Bool {
    if let end = plan.lastInstant, let startInstant { return end * 1000 < startInstant }
    return plan.bound < plan.first
  }

  /// Whether a rule or an RDATE has the start; an exclusion may take it out again.
  private var isStartGenerated: Bool {
    if storage.plans.contains(where: { $0.contains(start.local.wallSeconds) }) { return true }
    guard let startInstant else { return false }
    return storage.additions.contains { $0.startMilliseconds == startInstant }
  }

  private var exclusionWarnings: [RecurrenceWarning] {
    if text.exclusions.isEmpty { return [] }
    guard let included = try? withoutExclusions(by: .dates) else { return [] }
    var absent = AbsentDates(of: included)
    var seen = Set<RecurrenceDate>()
    var found: [RecurrenceWarning] = []
    for date in text.exclusions {
      if !seen.insert(date).inserted {
        found.append(RecurrenceWarning(.duplicateDate, "EXDATE names \(date) more than once."))
      } else if (try? absent.contains(date)) != false {
        found.append(
          RecurrenceWarning(.deadExclusion, "EXDATE \(date) removes nothing: no occurrence starts then."))
      }
    }
    return found
  }
}
