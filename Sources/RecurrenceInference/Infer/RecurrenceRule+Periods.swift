internal import Recurrence

extension RecurrenceRule {
  /// The rule with other periods, where that is easier to read, the best first: in periods that are all kept, and from
  /// which nothing is selected, days are days whatever the period is. Only what RFC 5545 allows in a period; that the
  /// times are the same is to be checked.
  var inOtherPeriods: [RecurrenceRule] {
    guard interval == 1, frequency >= .daily, !has(.setPositions) else { return [] }
    let periods: [Frequency] = [.yearly, .monthly, .weekly, .daily]
    return periods.filter { $0 != frequency }
      .map { period in RuleSketch(period, weekStart: weekStart).rule(end).with { $0.parts = parts } }
      .filter {
        $0.isMoreReadable(than: self) && (try? Self(parsing: $0.description, reading: .strict)) != nil
      }
      .sorted { $0.isMoreReadable(than: $1) }
  }
}
