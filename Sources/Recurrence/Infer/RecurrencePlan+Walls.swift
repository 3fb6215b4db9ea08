// A rule's times on the clock's face, whatever the zone.
extension RecurrencePlan {
  /// The plan of a rule on a clock without gaps; `nil` for a rule that can't be expanded.
  convenience init?(
    walls rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool,
    untilDate: ExpansionOptions.UntilDate = .endOfDay
  ) {
    let start = RecurrenceStart(start, isAllDay: isAllDay, in: .utc)
    do {
      try self.init(rule, start: start, options: ExpansionOptions(untilDate: untilDate))
    } catch {
      return nil
    }
  }

  /// Calls a function with each time, ascending, as long as it returns true.
  func walls(while body: (Int) -> Bool) {
    var cursor = seek(first)
    while let wall = wall(cursor), body(wall) { pattern.advance(&cursor) }
  }
}
