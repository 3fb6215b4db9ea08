/// A date and a time of day on some clock's face, with no zone: never an instant.
@frozen
public struct LocalDateTime: Hashable, Comparable, Sendable {
  /// Seconds from 1970-01-01T00:00:00 on the same clock's face.
  public let wallSeconds: Int

  /// 0001-01-01T00:00:00 to 9999-12-31T23:59:59.
  public static let range = -62_135_596_800...253_402_300_799

  /// The time that many seconds after 1970-01-01T00:00:00, or `nil` outside years 1 to 9999.
  public init?(wallSeconds: Int) {
    guard Self.range.contains(wallSeconds) else { return nil }
    self.wallSeconds = wallSeconds
  }

  /// The time that many seconds after 1970-01-01T00:00:00, or the nearest one in years 1 to 9999.
  public init(clamping wallSeconds: Int) {
    self.wallSeconds = min(max(wallSeconds, Self.range.lowerBound), Self.range.upperBound)
  }

  init(unchecked wallSeconds: Int) { self.wallSeconds = wallSeconds }

  /// The time on a day, or `nil` where an hour, minute or second does not exist (24:00, :60).
  public init?(date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
    self.wallSeconds = date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// `nil` where the calendar or the clock has no such time.
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    self.init(date: date, hour: hour, minute: minute, second: second)
  }

  /// The day.
  public var date: CivilDate { CivilDate(unchecked: wallSeconds.floorDivided(by: 86_400)) }

  /// Seconds since midnight, 0 to 86,399.
  public var secondOfDay: Int { wallSeconds.floorRemainder(by: 86_400) }

  /// The hour, 0 to 23.
  public var hour: Int { secondOfDay / 3600 }
  /// The minute, 0 to 59.
  public var minute: Int { secondOfDay / 60 % 60 }
  /// The second, 0 to 59.
  public var second: Int { secondOfDay % 60 }

  /// The earlier time on the clock's face is the lesser.
  public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
    left.wallSeconds < right.wallSeconds
  }
}

extension CivilDate {
  /// The day's first time.
  package var midnight: LocalDateTime { LocalDateTime(unchecked: dayNumber * 86_400) }
}

extension LocalDateTime: CustomStringConvertible {
  /// `2026-03-07T02:30:00`.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(19)
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the description in ASCII.
  package func append(to bytes: inout [UInt8]) {
    date.append(to: &bytes)
    let seconds = secondOfDay
    bytes.append(UInt8(ascii: "T"))
    bytes.append(twoDigits: seconds / 3600)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: seconds / 60 % 60)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: seconds % 60)
  }

  /// RFC 5545's form: `20260307T023000`.
  public var basicDescription: String {
    "\(date.basicDescription)T\(padded(hour, 2))\(padded(minute, 2))\(padded(second, 2))"
  }
}

extension Int {
  /// Division that rounds towards negative infinity; the divisor is positive.
  @inlinable
  package func floorDivided(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self < 0 && quotient * divisor != self ? quotient - 1 : quotient
  }

  /// The remainder in `0..<divisor`; the divisor is positive.
  @inlinable
  package func floorRemainder(by divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
