public import Recurrence

/// How long an event takes: days of the calendar, and exact seconds after them (RFC 5545, section 3.3.6).
///
/// Days are nominal: they end when the clock shows the same time again, whether 23, 24 or 25 hours have passed.
public struct EventLength: Hashable, Sendable {
  /// Days on the clock, at least 0.
  public let days: Int
  /// Elapsed seconds after the days, at least 0.
  public let seconds: Int

  /// The length with every day counted as 86,400 seconds, which is what instance ids hold.
  public var totalSeconds: Int { days * 86_400 + seconds }

  /// - Throws: `durationOutOfRange` for a negative length and for one beyond years 1 to 9999.
  public init(days: Int = 0, seconds: Int) throws(ValidationFailure) {
    let most = InstanceID.durations.upperBound
    guard (0...most / 86_400).contains(days), (0...most - days * 86_400).contains(seconds) else {
      throw ValidationFailure(
        .durationOutOfRange,
        "A length of \(days) days and \(seconds) seconds is negative or too long.",
        remedy: "Give the length of the appointment.")
    }
    self.days = days
    self.seconds = seconds
  }

  /// When something of this length ends, in epoch milliseconds.
  public func end(of occurrence: Occurrence, in zone: ZoneTransitions) -> Int {
    occurrence.startMilliseconds
      + Self.elapsedSeconds(totalSeconds, days: days, from: occurrence, in: zone) * 1000
  }

  /// The seconds that pass from an occurrence's start to its end.
  ///
  /// - Parameters:
  ///   - total: The whole length, of which as many days as `days` are counted on the clock.
  static func elapsedSeconds(
    _ total: Int, days: Int, from occurrence: Occurrence, in zone: ZoneTransitions
  ) -> Int {
    guard days > 0, !zone.isFixed,
      let local = LocalDateTime(wallSeconds: occurrence.nominalLocal.wallSeconds + days * 86_400),
      let end = zone.occurrence(at: local)
    else { return total }
    return (end.startMilliseconds - occurrence.startMilliseconds) / 1000 + total - days * 86_400
  }
}

extension EventLength {
  /// `P1D`, `P1DT2H`, `PT30M`: RFC 5545, section 3.3.6.
  package var text: String {
    guard seconds > 0 || days == 0 else { return "P\(days)D" }
    var text = (days > 0 ? "P\(days)D" : "P") + "T"
    if seconds >= 3600 { text += "\(seconds / 3600)H" }
    // The grammar wants minutes between hours and seconds.
    if seconds % 3600 >= 60 || (seconds >= 3600 && seconds % 60 != 0) { text += "\(seconds / 60 % 60)M" }
    if seconds % 60 != 0 || seconds == 0 { text += "\(seconds % 60)S" }
    return text
  }

  /// Reads `P1W`, `P1DT2H30M`, `PT30M` in capitals or not; `nil` for anything else.
  package init?(text: String) {
    var days = 0
    var seconds = 0
    var number: Int?
    var isTime = false
    guard text.uppercased().hasPrefix("P") else { return nil }
    for character in text.uppercased().dropFirst() {
      if let digit = character.wholeNumberValue, character.isASCII {
        number = (number ?? 0) * 10 + digit
        guard number ?? 0 <= DurationText.largestSeconds else { return nil }
        continue
      }
      if character == "T", !isTime, number == nil {
        isTime = true
        continue
      }
      guard let count = number else { return nil }
      switch (character, isTime) {
      case ("W", false): days += count * 7
      case ("D", false): days += count
      case ("H", true): seconds += count * 3600
      case ("M", true): seconds += count * 60
      case ("S", true): seconds += count
      default: return nil
      }
      number = nil
    }
    guard number == nil, let length = try? EventLength(days: days, seconds: seconds) else { return nil }
    self = length
  }
}
