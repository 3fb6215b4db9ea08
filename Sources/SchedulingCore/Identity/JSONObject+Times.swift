internal import Recurrence

extension JSONObject {
  /// Gives an event its start and, where its length is known, its end, with the offsets of a zone.
  mutating func setTimes(_ startMilliseconds: Int, _ durationSeconds: Int?, _ zone: ZoneTransitions) {
    func time(_ milliseconds: Int) -> JSONValue? {
      OffsetDateTime(zone.occurrence(atMilliseconds: milliseconds)).map { .string($0.text) }
    }
    self["startTime"] = time(startMilliseconds)
    self["endTime"] = durationSeconds.flatMap { time(startMilliseconds + $0 * 1000) }
  }
}
