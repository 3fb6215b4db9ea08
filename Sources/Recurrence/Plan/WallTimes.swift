/// A rule's times on the clock's face, whatever the zone: wall seconds, ascending.
package struct WallTimes: Sendable {
  private let plan: RecurrencePlan

  /// The times of a rule on a clock without gaps; `nil` for a rule that can't be expanded.
  package init?(
    of rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool,
    untilDate: ExpansionOptions.UntilDate = .endOfDay
  ) {
    let start = RecurrenceStart(start, isAllDay: isAllDay, in: .utc)
    do {
      plan = try RecurrencePlan(rule, start: start, options: ExpansionOptions(untilDate: untilDate))
    } catch {
      return nil
    }
  }

  /// What passing over a day without times takes, in steps of about a nanosecond: where times are found by steps of
  /// seconds, minutes or hours; periods of days or more are passed over whole.
  package var costOfEmptyDay: Int { plan.isStepped ? StepPattern.costOfRound : 0 }

  /// Calls a function with each time as long as it returns true.
  package func forEach(while body: (Int) -> Bool) {
    var cursor = plan.seek(plan.first)
    while let wall = plan.wall(cursor), body(wall) { plan.pattern.advance(&cursor) }
  }

  /// The first time at or after `wall`.
  package func first(from wall: Int) -> Int? { plan.wall(plan.seek(wall)) }

  package func contains(_ wall: Int) -> Bool { plan.contains(wall) }

  /// How many times come before `wall`.
  package func count(before wall: Int) -> Int { plan.count(before: wall) }
}
