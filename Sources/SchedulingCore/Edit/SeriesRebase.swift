public import Recurrence

/// A series' recurrence after its start has moved on the clock's face.
///
/// Every occurrence keeps its place in the series and moves by the same wall-clock delta: EXDATE,
/// RDATE and UNTIL move with it, and BY parts are rotated where that gives exactly the old starts,
/// each moved. Instants are resolved again afterwards, so a series that crosses a DST change keeps
/// its local time.
public struct SeriesRebase: Sendable {
  /// The moved start.
  public let start: RecurrenceStart
  /// The moved recurrence, without DTSTART.
  public let text: RecurrenceText
  /// Whether the recurrence says something else than before, so that it has to be sent with the start.
  public let isTextChanged: Bool
  /// What was dropped or read on the way.
  public let notes: [Diagnostic]

  init(start: RecurrenceStart, text: RecurrenceText, isTextChanged: Bool, notes: [Diagnostic]) {
    self.start = start
    self.text = text
    self.isTextChanged = isTextChanged
    self.notes = notes
  }

  /// Moves a series.
  ///
  /// - Parameters:
  ///   - text: The recurrence before the move.
  ///   - start: The start before the move, in the series' zone.
  ///   - deltaSeconds: New local start minus old local start, on the clock's face.
  /// - Throws: `ruleNotMovable` where a rule can't be moved exactly, `startOutOfRange` where the new
  ///   start leaves years 1 to 9999, or what is wrong with a date's zone.
  public init(
    moving text: RecurrenceText, from start: RecurrenceStart, bySeconds deltaSeconds: Int,
    options: ExpansionOptions = ExpansionOptions()
  ) throws(ValidationFailure) {
    guard deltaSeconds != 0 else {
      self.start = start
      self.text = text
      self.isTextChanged = false
      self.notes = []
      return
    }
    let movedStart = try start.moved(bySeconds: deltaSeconds)
    let local = movedStart.local
    var shift = SeriesDateShift(text: text, start: start, deltaSeconds: deltaSeconds, options: options)
    var moved = RecurrenceText()
    do {
      moved.rules = try text.rules.map { rule throws(RuleRotation.Refusal) in
        try RuleRotation.rotate(rule, from: start, to: local, end: shift.end(rule.end))
      }
      moved.exclusionRules = try text.exclusionRules.map { rule throws(RuleRotation.Refusal) in
        try RuleRotation.rotate(rule, from: start, to: local, end: shift.end(rule.end))
      }
    } catch {
      throw ValidationFailure(
        .ruleNotMovable, "\(error.part) can't move with the start: \(error.reason).", field: "rrule",
        remedy: "Give the rule of the moved series in rrule, or move the occurrences one by one.")
    }
    do {
      moved.exclusions = try shift.exclusions()
      moved.additions = try shift.additions()
    } catch {
      throw ValidationFailure(error)
    }
    self.start = movedStart
    self.text = moved
    self.isTextChanged =
      moved.rules != text.rules || moved.exclusionRules != text.exclusionRules
      || moved.exclusions != text.exclusions || moved.additions != text.additions
    self.notes = shift.notes
  }
}

extension RecurrenceStart {
  /// The start later by so many seconds on the clock's face.
  ///
  /// - Throws: `startOutOfRange` outside years 1 to 9999.
  func moved(bySeconds delta: Int) throws(ValidationFailure) -> RecurrenceStart {
    guard delta != 0 else { return self }
    let (wall, overflow) = local.wallSeconds.addingReportingOverflow(delta)
    guard !overflow, let moved = LocalDateTime(wallSeconds: wall) else {
      throw ValidationFailure(
        .startOutOfRange, "The moved start lies outside years 1 to 9999.", field: "startTime")
    }
    return RecurrenceStart(moved, isAllDay: isAllDay, in: zone)
  }
}

extension Diagnostic.Code {
  /// A rule that can't be moved so that each occurrence moves alike.
  public static let ruleNotMovable = Self(rawValue: "ruleNotMovable")
  /// An EXDATE that removed nothing was left out of the moved series.
  public static let deadExclusionDropped = Self(rawValue: "deadExclusionDropped")
}
