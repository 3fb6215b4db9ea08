internal import Recurrence

extension JSONObject {
  /// Gives an event its start and, where its length is known, its end, with the offsets of a zone.
  ///
  /// - Parameter nominalDays: How many days of its length are counted on the clock.
  mutating func setTimes(
    _ startMilliseconds: Int, _ durationSeconds: Int?, nominalDays: Int = 0, _ zone: ZoneTransitions
  ) {
    func time(_ milliseconds: Int) -> JSONValue? {
      OffsetDateTime(zone.occurrence(atMilliseconds: milliseconds)).map { .string($0.text) }
    }
    self["startTime"] = time(startMilliseconds)
    let start = zone.occurrence(atMilliseconds: startMilliseconds)
    self["endTime"] = durationSeconds.flatMap { total in
      let elapsed = EventLength.elapsedSeconds(total, days: nominalDays, from: start, in: zone)
      return time(startMilliseconds + elapsed * 1000)
    }
    let length = durationSeconds.flatMap {
      try? EventLength(days: nominalDays, seconds: $0 - nominalDays * 86_400)
    }
    self[Appointment.lengthField] = nominalDays > 0 ? length.map { .string($0.text) } : nil
  }
}
