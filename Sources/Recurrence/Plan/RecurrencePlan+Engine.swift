extension RecurrencePlan {
  /// Compiles a rule, or has libical walk it, as the engine says and the rule needs.
  ///
  /// - Throws: `unsupported` where libical is needed and can't be trusted with the rule.
  init(
    _ rule: RecurrenceRule, start: RecurrenceStart, options: ExpansionOptions
  ) throws(RecurrenceError) {
    if start.isAllDay, rule.frequency < .daily {
      throw RecurrenceError(
        .partNotAllowed,
        "An all-day series can't recur \(rule.frequency.name); give the start a time or use DAILY.")
    }
    var walk: LibicalWalk?
    if options.engine == .libical || rule.scale != nil {
      walk = try LibicalWalk(rule, start: start.local, isAllDay: start.isAllDay)
    }
    self.init(
      rule, start: start.local, isAllDay: start.isAllDay, untilDate: options.untilDate, walk: walk)
  }
}
