package import Recurrence

/// Another time for something that takes place, as people say it: on that day, at that time, for so long.
package struct TimeChange: Hashable, Sendable {
  package enum Day: Hashable, Sendable {
    case date(CivilDate)
    /// That day of the same week, which goes from Monday to Sunday.
    case weekday(Weekday)
  }

  /// The same day where `nil`.
  package var day: Day?
  /// The same time of day where `nil`; seconds since midnight.
  package var secondOfDay: Int?
  /// The same length where `nil`.
  package var durationSeconds: Int?

  package init(day: Day? = nil, secondOfDay: Int? = nil, durationSeconds: Int? = nil) {
    self.day = day
    self.secondOfDay = secondOfDay
    self.durationSeconds = durationSeconds
  }

  /// Whether it leaves the start as it is.
  var keepsStart: Bool { day == nil && secondOfDay == nil }

  /// The start and the end that an edit needs; `nil` for what stays.
  ///
  /// - Parameters:
  ///   - now: When it takes place before.
  ///   - otherwise: The start that the edit has anyhow.
  ///   - policy: What a time means that the clocks show twice; one that they skip is moved on, with a finding.
  /// - Throws: `invalidTime` outside years 1 to 9999.
  package func times(
    of now: TimeSpan, otherwise: OffsetDateTime?, in clock: ZoneTransitions, policy: ZonePolicy,
    findings: inout [Diagnostic]
  ) throws(ValidationFailure) -> (start: OffsetDateTime?, end: OffsetDateTime?) {
    let start = keepsStart ? nil : try start(of: now, in: clock, policy: policy, &findings)
    guard let durationSeconds else { return (start, nil) }
    let begin = (start ?? otherwise)?.milliseconds ?? now.startMilliseconds
    let end = TimeSpan(startMilliseconds: begin, durationSeconds: durationSeconds).endMilliseconds
    return (start, try Self.time(clock.occurrence(atMilliseconds: end)))
  }

  private func start(
    of now: TimeSpan, in clock: ZoneTransitions, policy: ZonePolicy, _ findings: inout [Diagnostic]
  ) throws(ValidationFailure) -> OffsetDateTime {
    let old = try clock.local(atMilliseconds: now.startMilliseconds)
    let days =
      switch day {
      case nil: old.date.dayNumber
      case .date(let date): date.dayNumber
      case .weekday(let weekday):
        old.date.dayNumber + Int(weekday.rawValue) - Int(old.date.weekday.rawValue)
      }
    guard let local = LocalDateTime(wallSeconds: days * 86_400 + (secondOfDay ?? old.secondOfDay)) else {
      throw Self.outOfRange
    }
    // What stays on the clock stays the very instant, in a repeated hour too.
    if local == old { return try Self.time(clock.occurrence(atMilliseconds: now.startMilliseconds)) }
    guard let occurrence = clock.occurrence(at: local, policy: policy.shiftingGaps) else {
      throw Self.outOfRange
    }
    let time = try Self.time(occurrence)
    if occurrence.gapSeconds != 0 {
      findings.append(
        Diagnostic(
          .warning, .shiftedByGap, "The clocks skip \(local): the new start is \(time.text).",
          field: AppointmentField.startTime.rawValue,
          remedy: "Give another time if that is not what is meant."))
    }
    return time
  }

  private static func time(_ occurrence: Occurrence) throws(ValidationFailure) -> OffsetDateTime {
    guard let time = OffsetDateTime(occurrence) else { throw outOfRange }
    return time
  }

  private static var outOfRange: ValidationFailure {
    ValidationFailure(
      .invalidTime, "The new time lies outside years 1 to 9999.",
      field: AppointmentField.startTime.rawValue)
  }
}
