package import Recurrence

extension ZoneTransitions {
  /// An instant as an occurrence in this zone, with the milliseconds it has.
  package func occurrence(atMilliseconds milliseconds: Int) -> Occurrence {
    Occurrence(
      startMilliseconds: milliseconds,
      offsetSeconds: Int32(offsetSeconds(atInstant: milliseconds.floorDivided(by: 1000))))
  }

  /// What the clocks show at an instant, in wall-clock seconds.
  func wallSeconds(atMilliseconds milliseconds: Int) -> Int {
    let seconds = milliseconds.floorDivided(by: 1000)
    return seconds + offsetSeconds(atInstant: seconds)
  }

  /// An instant with the offset in force then, as a text for people.
  func describe(_ milliseconds: Int) -> String {
    OffsetDateTime(occurrence(atMilliseconds: milliseconds))?.text ?? "\(milliseconds) ms"
  }
}
