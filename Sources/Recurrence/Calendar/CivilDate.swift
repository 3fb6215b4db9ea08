/// A day of the proleptic Gregorian calendar, years 1 to 9999.
@frozen
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, negative before it.
  public let dayNumber: Int

  /// The days from 0001-01-01 to 9999-12-31.
  public static let dayNumbers = -719_162...2_932_896

  /// The day with this number, or `nil` outside years 1 to 9999.
  public init?(dayNumber: Int) {
    guard Self.dayNumbers.contains(dayNumber) else { return nil }
    self.dayNumber = dayNumber
  }

  /// The day, or `nil` where the calendar has none (2023-02-29) or the year is not in 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.daysInMonth(year: year, month: month)
    else { return nil }
    self.dayNumber = Self.dayNumber(year: year, month: month, day: day)
  }

  /// The day with this number, or the nearest one in years 1 to 9999.
  public init(clamping dayNumber: Int) {
    self.dayNumber = min(max(dayNumber, Self.dayNumbers.lowerBound), Self.dayNumbers.upperBound)
  }

  init(unchecked dayNumber: Int) { self.dayNumber = dayNumber }

  /// The day of the week.
  public var weekday: Weekday { Weekday(rawValue: UInt8(Self.weekdayIndex(dayNumber))) ?? .monday }

  /// The year, 1 to 9999.
  public var year: Int { components.year }
  /// The month, 1 to 12.
  public var month: Int { components.month }
  /// The day of the month, from 1.
  public var day: Int { components.day }

  /// Year, month and day at once: cheaper than one by one.
  public var components: (year: Int, month: Int, day: Int) { Self.components(dayNumber: dayNumber) }

  /// The earlier day is the lesser.
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}

// Days and civil dates by integer arithmetic on 400-year eras that begin on 1 March
// (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
extension CivilDate {
  @inlinable
  package static func isLeap(_ year: Int) -> Bool {
    year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  @inlinable
  package static func daysInMonth(year: Int, month: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + (month >> 3)) & 1)
  }

  @inlinable
  package static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  @inlinable
  package static func components(dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }

  /// 0 for Monday to 6 for Sunday.
  @inlinable
  package static func weekdayIndex(_ dayNumber: Int) -> Int {
    // 1970-01-01 was a Thursday.
    let remainder = (dayNumber + 3) % 7
    return remainder < 0 ? remainder + 7 : remainder
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-03-07`.
  public var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the description in ASCII.
  package func append(to bytes: inout [UInt8]) {
    let (year, month, day) = components
    bytes.append(twoDigits: year / 100)
    bytes.append(twoDigits: year % 100)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(twoDigits: month)
    bytes.append(UInt8(ascii: "-"))
    bytes.append(twoDigits: day)
  }

  /// RFC 5545's form: `20260307`.
  public var basicDescription: String {
    let (year, month, day) = components
    return "\(padded(year, 4))\(padded(month, 2))\(padded(day, 2))"
  }
}

/// A number with leading zeros.
package func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
