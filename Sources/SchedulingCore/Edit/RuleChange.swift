/// What an edit does to an event's recurrence.
public enum RuleChange: Hashable, Sendable {
  /// The edit has no `rrule`.
  case unchanged
  /// `rrule` is empty or null: the event recurs no more.
  case remove
  /// The recurrence becomes this text: RRULE, EXDATE and RDATE lines, as given.
  case replace(RecurrenceField)
}
