internal import Recurrence

extension AppointmentEdit {
  /// When something takes place after the edit.
  ///
  /// - Parameters:
  ///   - now: When it takes place before.
  ///   - clock: Shows the start in a finding.
  /// - Throws: `endNotAfterStart`, `durationNotWholeSeconds`.
  func times(of now: TimeSpan, in clock: ZoneTransitions) throws(ValidationFailure) -> TimeSpan {
    let start = startTime?.milliseconds ?? now.startMilliseconds
    guard let end = endTime else {
      return TimeSpan(startMilliseconds: start, durationSeconds: now.durationSeconds)
    }
    let duration = end.milliseconds - start
    guard duration > 0 else {
      throw ValidationFailure(
        .endNotAfterStart,
        "The end \(end) is not after the start \(startTime?.text ?? clock.describe(start)).",
        field: "endTime",
        remedy: "Give an end after the start.")
    }
    guard duration.isMultiple(of: 1000) else {
      throw ValidationFailure(
        .durationNotWholeSeconds,
        "The new duration of \(duration) milliseconds is no whole number of seconds, which instance ids count in.",
        field: "endTime", remedy: "Give times without fractions of a second.")
    }
    return TimeSpan(startMilliseconds: start, durationSeconds: duration / 1000)
  }

  /// What the edit's times mean for a series where they are said of one of its occurrences.
  ///
  /// Date and clock are compared with the occurrence's own, each for itself: what is unchanged moves nothing, a
  /// changed clock time is that of all the edit reaches, and a changed date moves them by as many days.
  ///
  /// - Parameters:
  ///   - slot: When the occurrence takes place by the series.
  ///   - nominal: What the recurrence calls its start, which clocks may skip; `nil` for what they show.
  ///   - own: When it takes place, edited on its own or not.
  func times(
    ofSeriesAt slot: TimeSpan, called nominal: LocalDateTime?, own: TimeSpan, in clock: ZoneTransitions
  ) throws(ValidationFailure) -> SeriesTimes {
    let times = try times(of: own, in: clock)
    let from = try clock.local(atMilliseconds: own.startMilliseconds)
    let target = try clock.local(atMilliseconds: times.startMilliseconds)
    let shown = try clock.local(atMilliseconds: slot.startMilliseconds)
    let days = target.date.dayNumber - from.date.dayNumber
    let seconds =
      target.secondOfDay == from.secondOfDay ? 0 : target.secondOfDay - (nominal ?? shown).secondOfDay
    return SeriesTimes(
      named: times, days: days, clockSeconds: seconds,
      durationSeconds: times.durationSeconds == own.durationSeconds
        ? slot.durationSeconds : times.durationSeconds)
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
  ) throws(ValidationFailure) {
    func time(_ milliseconds: Int, given: OffsetDateTime?) throws(ValidationFailure) -> OffsetDateTime {
      if let given, given.milliseconds == milliseconds { return given }
      guard let time = OffsetDateTime(clock.occurrence(atMilliseconds: milliseconds)) else {
        throw ValidationFailure(
          .invalidTime, "The new time lies outside years 1 to 9999.", field: "startTime")
      }
      return time
    }
    startTime = try time(times.startMilliseconds, given: edit.startTime)
    endTime = try time(times.endMilliseconds, given: edit.endTime)
  }

  /// The appointment's own fields to which the edit gives another value, by the API's names.
  func changedFields(beside json: JSONObject) -> [String] {
    AppointmentField.allCases.filter(\.isContent).map(\.rawValue)
      .filter { self[$0] != nil && self[$0] != json[$0] }
  }
}

/// New times of one occurrence, and what they mean for all that an edit reaches.
struct SeriesTimes {
  /// When the occurrence that they are said of takes place afterwards.
  let named: TimeSpan
  /// By how many days the date moves.
  let days: Int
  /// How much later the clock time is.
  let clockSeconds: Int
  /// How long each occurrence takes afterwards.
  let durationSeconds: Int

  /// How each occurrence moves where all move alike.
  var move: OccurrenceMove { OccurrenceMove(seconds: days * 86_400 + clockSeconds) }

  /// Where clocks skip or repeat a time, moving all starts by what the clocks show may lead the one that is
  /// named elsewhere than asked for.
  func unreached(in side: PreviewSide, by clock: ZoneTransitions) -> [Diagnostic] {
    guard let after = side.series, !after.recurrences.contains(named.startMilliseconds) else { return [] }
    return [
      Diagnostic(
        .warning, .startNotReached,
        "No occurrence starts at the time asked for, \(clock.describe(named.startMilliseconds)): every start moves "
          + "by what the clocks show, and they skip or repeat a time there, or the recurrence has none then.",
        field: "startTime", remedy: "Edit that occurrence alone, or name another one.")
    ]
  }
}

extension ZoneTransitions {
  /// What the clocks show at an instant.
  func local(atMilliseconds milliseconds: Int) throws(ValidationFailure) -> LocalDateTime {
    let seconds = milliseconds.floorDivided(by: 1000)
    guard let local = LocalDateTime(wallSeconds: seconds + offsetSeconds(atInstant: seconds)) else {
      throw ValidationFailure(
        .startOutOfRange, "The start lies outside years 1 to 9999.", field: "startTime")
    }
    return local
  }
}
