/// The names that people write for weekdays and months, beyond RFC 5545's two letters and numbers.
enum LooseNames {
  private static let weekdays = [
    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY",
  ]
  private static let months = [
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
    "NOVEMBER", "DECEMBER",
  ]

  /// `MO`, `MON`, `Monday`: two letters or more of the name.
  static func weekday(_ word: String) -> Weekday? {
    let word = word.uppercased()
    guard word.utf8.count >= 2 else { return nil }
    if word == "WEDS" { return .wednesday }
    return weekdays.firstIndex { $0.hasPrefix(word) }.flatMap { Weekday(rawValue: UInt8($0)) }
  }

  /// `JAN`, `Sept`, `March`: three letters or more of the name; the number.
  static func month(_ word: String) -> Int? {
    let word = word.uppercased()
    guard word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }
}
