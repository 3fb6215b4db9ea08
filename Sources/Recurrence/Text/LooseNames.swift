/// The names that people write for weekdays and months, beyond RFC 5545's two letters and numbers.
enum LooseNames {
  private static let weekdays = [
    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY",
  ]
  private static let months = [
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
    "NOVEMBER", "DECEMBER",
  ]

  /// `MO`, `MON`, `Monday`, `M`: the beginning of one weekday's name.
  static func weekday(_ word: String) -> Weekday? {
    if word.uppercased() == "WEDS" { return .wednesday }
    let found = weekdays(startingWith: word)
    return found.count == 1 ? found.first : nil
  }

  /// The weekdays whose names begin so: two for `T` and `S`.
  static func weekdays(startingWith word: String) -> [Weekday] {
    let word = word.uppercased()
    guard !word.isEmpty else { return [] }
    return Weekday.allCases.filter { weekdays[Int($0.rawValue)].hasPrefix(word) }
  }

  /// `JAN`, `Sept`, `March`: three letters or more of the name; the number.
  static func month(_ word: String) -> Int? {
    let word = word.uppercased()
    guard word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }
}
