extension RecurrenceRule {
  /// The rule with the one of COUNT and UNTIL that ends it first.
  ///
  /// - Throws: `unsupported` where libical is needed and can't be trusted with the rule.
  func settled(
    from start: RecurrenceStart, options: ExpansionOptions
  ) throws(RecurrenceError) -> RecurrenceRule {
    guard case .countOrUntil(let count, let until) = end else { return self }
    let counted = with(end: .count(count))
    let plan = try RecurrencePlan(counted, start: start, options: options)
    guard let last = plan.wall(at: count - 1) else { return with(end: .until(until)) }
    let isKept: Bool
    switch until {
    case .date(let date): isKept = last <= options.lastWall(of: date, isAllDay: start.isAllDay)
    case .local(let time): isKept = last <= time.wallSeconds
    case .instant(let seconds):
      let local = LocalDateTime(clamping: last)
      // A time that the policy omits has its place before the bound or behind it all the same.
      let policy = options.zonePolicy.shiftingGaps
      isKept = start.zone.occurrence(at: local, policy: policy).map { $0.startSeconds <= seconds } ?? false
    }
    return isKept ? counted : with(end: .until(until))
  }
}

extension RecurrenceText {
  /// The text with the ends that its rules have from a start.
  func settled(
    from start: RecurrenceStart, options: ExpansionOptions
  ) throws(RecurrenceError) -> RecurrenceText {
    func hasTwoEnds(_ rule: RecurrenceRule) -> Bool {
      if case .countOrUntil = rule.end { true } else { false }
    }
    guard rules.contains(where: hasTwoEnds) || exclusionRules.contains(where: hasTwoEnds) else { return self }
    var text = self
    for index in rules.indices { text.rules[index] = try rules[index].settled(from: start, options: options) }
    for index in exclusionRules.indices {
      text.exclusionRules[index] = try exclusionRules[index].settled(from: start, options: options)
    }
    return text
  }
}
