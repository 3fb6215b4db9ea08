internal import Recurrence

extension AppointmentEdit {
  /// When something takes place after the edit.
  ///
  /// - Parameters:
  ///   - now: When it takes place before.
  ///   - clock: Shows the start in a finding.
  /// - Throws: `endNotAfterStart`, `durationNotWholeSeconds`.
  func times(of now: TimeSpan, in clock: ZoneTransitions) throws(Diagnostic) -> TimeSpan {
    let start = startTime?.milliseconds ?? now.startMilliseconds
    guard let end = endTime else {
      return TimeSpan(startMilliseconds: start, durationSeconds: now.durationSeconds)
    }
    let duration = end.milliseconds - start
    guard duration > 0 else {
      throw Diagnostic(
        .error, .endNotAfterStart,
        "The end \(end) is not after the start \(startTime?.text ?? clock.describe(start)).",
        field: "endTime",
        remedy: "Give an end after the start.")
    }
    guard duration.isMultiple(of: 1000) else {
      throw Diagnostic(
        .error, .durationNotWholeSeconds,
        "The new duration of \(duration) milliseconds is no whole number of seconds, which instance ids count in.",
        field: "endTime", remedy: "Give times without fractions of a second.")
    }
    return TimeSpan(startMilliseconds: start, durationSeconds: duration / 1000)
  }

  /// A time in another offset than the zone has then is often a forgotten DST change.
  func offsetFindings(in clock: ZoneTransitions) -> [Diagnostic] {
    guard let startTime else { return [] }
    let offset = clock.offsetSeconds(atInstant: startTime.milliseconds.floorDivided(by: 1000))
    guard offset / 60 != startTime.offsetSeconds / 60, startTime.offsetSeconds != 0 else { return [] }
    return [
      Diagnostic(
        .warning, .offsetDiffersFromZone,
        "\(startTime) is \(clock.describe(startTime.milliseconds)) in \(clock.identifier).",
        field: "startTime",
        remedy: "Check the offset: it is the instant that counts.")
    ]
  }

  /// Sets the times to send, in the zone's own offset; a text that already says so stays as it was given.
  ///
  /// - Throws: `invalidTime` outside years 1 to 9999.
  mutating func express(
    _ times: TimeSpan, givenBy edit: AppointmentEdit, in clock: ZoneTransitions
  ) throws(Diagnostic) {
    func time(_ milliseconds: Int, given: OffsetDateTime?) throws(Diagnostic) -> OffsetDateTime {
      if let given, given.milliseconds == milliseconds { return given }
      guard let time = OffsetDateTime(clock.occurrence(atMilliseconds: milliseconds)) else {
        throw Diagnostic(
          .error, .invalidTime, "The new time lies outside years 1 to 9999.", field: "startTime")
      }
      return time
    }
    startTime = try time(times.startMilliseconds, given: edit.startTime)
    endTime = try time(times.endMilliseconds, given: edit.endTime)
  }

  /// The appointment's own fields to which the edit gives another value, by the API's names.
  func changedFields(beside json: JSONObject) -> [String] {
    guard let given = self.json.objectValue else { return [] }
    return AppointmentField.allCases.filter(\.isContent).map(\.rawValue)
      .filter { given[$0] != nil && given[$0] != json[$0] }
  }
}

extension ZoneTransitions {
  /// What the clocks show at an instant.
  func local(atMilliseconds milliseconds: Int) throws(Diagnostic) -> LocalDateTime {
    let seconds = milliseconds.floorDivided(by: 1000)
    guard let local = LocalDateTime(wallSeconds: seconds + offsetSeconds(atInstant: seconds)) else {
      throw Diagnostic(
        .error, .startOutOfRange, "The start lies outside years 1 to 9999.", field: "startTime")
    }
    return local
  }

  /// How far one start is from another on the clock's face.
  func wallSeconds(from old: TimeSpan, to new: TimeSpan) throws(Diagnostic) -> Int {
    try local(atMilliseconds: new.startMilliseconds).wallSeconds
      - local(atMilliseconds: old.startMilliseconds).wallSeconds
  }
}
