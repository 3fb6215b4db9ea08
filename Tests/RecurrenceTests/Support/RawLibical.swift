import CLibical

/// libical's own iterator on a rule's own text, past all that the product does to keep it right.
enum RawLibical {
  /// The list was made with libical 3.0.16.
  static let isTheListedRelease =
    ICAL_MAJOR_VERSION == 3 && ICAL_MINOR_VERSION == 0 && ICAL_PATCH_VERSION == 16

  /// The first times it yields, as they are written in iCalendar; `nil` where it refuses the rule.
  static func times(of rule: String, from start: String, limit: Int) -> [String]? {
    let isDate = !start.contains("T")
    let digits = start.filter(\.isNumber).compactMap(\.wholeNumberValue).map(Int32.init)
    guard digits.count == (isDate ? 8 : 14) else { return nil }
    func number(_ range: Range<Int>) -> Int32 { digits[range].reduce(0) { $0 * 10 + $1 } }
    var time = series_time()
    time.year = number(0..<4)
    time.month = number(4..<6)
    time.day = number(6..<8)
    if !isDate {
      time.hour = number(8..<10)
      time.minute = number(10..<12)
      time.second = number(12..<14)
    }
    var iterator = series_iterator()
    let text = Array(rule.utf8)
    guard series_iterator_open(text, text.count, time, isDate, &iterator) else { return nil }
    defer { series_iterator_close(&iterator) }
    var found: [String] = []
    var next = series_time()
    while found.count < limit, series_iterator_next(&iterator, &next) {
      let date = padded(next.year, 4) + padded(next.month, 2) + padded(next.day, 2)
      let clock = padded(next.hour, 2) + padded(next.minute, 2) + padded(next.second, 2)
      found.append(isDate ? date : "\(date)T\(clock)")
    }
    return found
  }

  private static func padded(_ value: Int32, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
