/// What a recurrence text says: its rules, exclusions and additions, not yet tied to a start.
public struct RecurrenceText: Hashable, Sendable {
  /// RRULE: united when there are several; unique, in the order written.
  public var rules: [RecurrenceRule]
  /// EXRULE, deprecated by RFC 5545 and still read.
  public var exclusionRules: [RecurrenceRule]
  /// EXDATE, in the order written.
  public var exclusions: [RecurrenceDate]
  /// RDATE, in the order written.
  public var additions: [RecurrenceDate]
  /// DTSTART, where the text has one.
  public var start: RecurrenceDate?

  /// A text from its rules and dates.
  public init(
    rules: [RecurrenceRule] = [], exclusionRules: [RecurrenceRule] = [],
    exclusions: [RecurrenceDate] = [], additions: [RecurrenceDate] = [], start: RecurrenceDate? = nil
  ) {
    self.rules = rules
    self.exclusionRules = exclusionRules
    self.exclusions = exclusions
    self.additions = additions
    self.start = start
  }
}
