extension RecurrenceRule {
  /// The rule with a change that leaves it valid.
  package func with(_ change: (inout RecurrenceRule) -> Void) -> RecurrenceRule {
    var rule = self
    change(&rule)
    return rule
  }

  /// The rule with another end, which is known to be valid; `ending(_:)` checks it.
  package func with(end: RecurrenceEnd) -> RecurrenceRule { with { $0.end = end } }
}
