package final class LibicalIterator {
  package init(rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool) throws(RecurrenceError) {
    throw RecurrenceError(.unsupported, "pending")
  }
  package func next() -> Int? { nil }
}
