package import Recurrence
package import SchedulingCore

/// Times as people read them in a table.
package enum OccurrenceText {
  /// `Sat 2026-03-07 02:30 -05:00`, with seconds only where there are some; an all-day one without a clock.
  package static func text(_ time: OffsetDateTime, isAllDay: Bool = false) -> String {
    let local = time.local
    if isAllDay, local.secondOfDay == 0 { return day(local.date) }
    var bytes: [UInt8] = []
    append(time, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `Sat 2026-03-07 02:30–03:00 -05:00`; an end on another day or in another offset is written out.
  package static func text(_ snapshot: OccurrenceSnapshot) -> String {
    guard let start = snapshot.start, let end = snapshot.end else {
      return "\(snapshot.startMilliseconds) ms"
    }
    let (from, to) = (start.local, end.local)
    var bytes: [UInt8] = []
    if from.date == to.date, start.offsetSeconds == end.offsetSeconds {
      append(from.date, to: &bytes)
      bytes.append(UInt8(ascii: " "))
      append(clock: from, to: &bytes)
      bytes.append(contentsOf: "–".utf8)
      append(clock: to, to: &bytes)
      append(offset: start.offsetSeconds, to: &bytes)
    } else {
      append(start, to: &bytes)
      bytes.append(contentsOf: " – ".utf8)
      append(end, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `Sat 2026-03-07`.
  package static func day(_ date: CivilDate) -> String {
    var bytes: [UInt8] = []
    append(date, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `7 Mar`.
  static func shortDay(_ date: CivilDate) -> String {
    let (_, month, day) = date.components
    return "\(day) \(monthName(month).prefix(3))"
  }

  /// `March 2026`.
  static func month(_ year: Int, _ month: Int) -> String { "\(monthName(month)) \(year)" }

  /// `March`.
  static func monthName(_ month: Int) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    return names.indices.contains(month - 1) ? names[month - 1] : ""
  }

  /// `02:30`, or `02:30:15`.
  package static func clock(_ local: LocalDateTime) -> String {
    var bytes: [UInt8] = []
    append(clock: local, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  // Pictures of many occurrences are put together from bytes, which takes about half the time of strings.

  private static func append(_ time: OffsetDateTime, to bytes: inout [UInt8]) {
    let local = time.local
    append(local.date, to: &bytes)
    bytes.append(UInt8(ascii: " "))
    append(clock: local, to: &bytes)
    append(offset: time.offsetSeconds, to: &bytes)
  }

  private static func append(_ date: CivilDate, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: weekday(date).utf8)
    bytes.append(UInt8(ascii: " "))
    date.append(to: &bytes)
  }

  private static func append(clock local: LocalDateTime, to bytes: inout [UInt8]) {
    bytes.append(twoDigits: local.hour)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: local.minute)
    if local.second == 0 { return }
    bytes.append(UInt8(ascii: ":"))
    bytes.append(twoDigits: local.second)
  }

  private static func append(offset seconds: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: OffsetDateTime.offsetText(seconds).utf8)
  }

  /// `Mon`.
  package static func weekday(_ date: CivilDate) -> String { weekday(date.weekday) }

  static func weekday(_ weekday: Weekday) -> String {
    switch weekday {
    case .monday: "Mon"
    case .tuesday: "Tue"
    case .wednesday: "Wed"
    case .thursday: "Thu"
    case .friday: "Fri"
    case .saturday: "Sat"
    case .sunday: "Sun"
    }
  }
}
