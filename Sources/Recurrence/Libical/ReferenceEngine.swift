/// What this library asks of another implementation of recurrences: all that the rest of it sees of C.
protocol ReferenceEngine: Sendable {
  /// The calendars it knows for RSCALE, in capitals: `GREGORIAN`, `CHINESE`, `HEBREW`…
  var calendars: Set<String> { get }

  /// Whether it reads `bytes`, which hold just the rule, as `draft`.
  func reads(_ draft: RuleDraft, bytes: Span<UInt8>) -> Bool

  /// The local times it yields for a rule.
  ///
  /// - Throws: `unsupported` where the rule meets a known fault of the engine, or it refuses the rule.
  func times(
    of rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool
  ) throws(RecurrenceError) -> LibicalIterator
}

/// The one reference engine there is.
var referenceEngine: some ReferenceEngine { Libical() }

/// libical, behind C functions that only this folder calls.
struct Libical: ReferenceEngine {
  var calendars: Set<String> { LibicalCalendars.names }

  func reads(_ draft: RuleDraft, bytes: Span<UInt8>) -> Bool { LibicalReading.reads(draft, bytes: bytes) }

  func times(
    of rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool
  ) throws(RecurrenceError) -> LibicalIterator {
    try LibicalIterator(rule: rule, start: start, isAllDay: isAllDay)
  }
}
