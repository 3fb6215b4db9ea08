public import Recurrence

/// A span that a calendar's setting names: minutes and hours are elapsed time, all else is counted on the
/// calendar's clock.
public struct BookingPeriod: Hashable, Sendable {
  /// Seconds for minutes and hours; days, weeks or months else.
  private let amount: Int
  /// The unit it was given in.
  public let unit: BookingUnit

  /// Longer than years 1 to 9999 in the least unit that is no elapsed time, and far from overflow.
  private static let largestAmount = 400_000_000_000

  /// `nil` where it is no whole number of seconds, or of days, weeks or months, or negative, or beyond 10,000 years.
  public init?(_ count: Double, _ unit: BookingUnit) {
    let amount = count * Double(unit.elapsedSeconds ?? 1)
    guard amount >= 0, amount == amount.rounded(), amount <= Double(Self.largestAmount) else { return nil }
    self.amount = Int(amount)
    self.unit = unit
  }

  /// Whether nothing is to pass.
  public var isZero: Bool { amount == 0 }

  /// The elapsed time, where that does not depend on the calendar.
  public var seconds: Int? { unit.elapsedSeconds == nil ? nil : amount }

  /// The instant that lies that far after another, in epoch milliseconds.
  ///
  /// Days keep the clock's time; one that the clocks skip is read with the offset before the gap. Months end where
  /// the month has no such day.
  public func instant(after milliseconds: Int, in zone: ZoneTransitions) -> Int {
    if unit.elapsedSeconds != nil { return milliseconds + amount * 1000 }
    let wall = zone.wallSeconds(atMilliseconds: milliseconds)
    let day = wall.floorDivided(by: 86_400)
    let target: Int
    switch unit {
    case .months:
      let (year, month, dayOfMonth) = CivilDate.components(dayNumber: day)
      let months = year * 12 + month - 1 + amount
      let (newYear, newMonth) = (months / 12, months % 12 + 1)
      guard newYear <= 9999 else { return LocalDateTime.range.upperBound * 1000 }
      target = CivilDate.dayNumber(
        year: newYear, month: newMonth,
        day: min(dayOfMonth, CivilDate.daysInMonth(year: newYear, month: newMonth)))
    case .weeks: target = day + min(amount, 4_000_000) * 7
    default: target = day + min(amount, 4_000_000)
    }
    let seconds = zone.instantSeconds(atWall: target * 86_400 + wall.floorRemainder(by: 86_400))
    return min(seconds, LocalDateTime.range.upperBound) * 1000 + milliseconds.floorRemainder(by: 1000)
  }
}

extension BookingPeriod: CustomStringConvertible {
  /// `2 days`, `30 mins`.
  public var description: String {
    let count = amount / (unit.elapsedSeconds ?? 1)
    if let unitSeconds = unit.elapsedSeconds, !amount.isMultiple(of: unitSeconds) {
      return DurationText.text(seconds: amount)
    }
    return count == 1 ? "1 \(unit.rawValue.dropLast())" : "\(count) \(unit.rawValue)"
  }
}
