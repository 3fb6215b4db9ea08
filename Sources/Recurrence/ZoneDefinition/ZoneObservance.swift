/// One clock of a VTIMEZONE with the times at which it begins: RFC 5545, section 3.6.5.
struct ZoneObservance {
  /// Seconds east of UTC before it.
  let offsetBefore: Int
  /// Seconds east of UTC while it applies.
  let offsetAfter: Int
  /// TZNAME; the offset where there is none.
  let name: String
  /// DTSTART, on the clock that ends.
  let start: LocalDateTime
  /// RRULE and RDATE, with UNTIL on the clock that ends.
  let recurrence: RecurrenceText

  /// - Parameter lines: Content lines without folds, such as `TZOFFSETTO:+0100`.
  /// - Returns: `nil` where a part lacks or can't be read.
  init?(_ lines: [Substring]) {
    let lines = lines.map { (name: $0.propertyName, value: $0.propertyValue) }
    func value(_ name: String) -> Substring? { lines.first { $0.name == name }?.value }
    guard let before = Self.offset(value("TZOFFSETFROM")), let after = Self.offset(value("TZOFFSETTO")),
      var text = try? RecurrenceText(parsing: Self.recurrence(lines)), let date = text.start
    else { return nil }
    switch date {
    case .local(let local, zone: _): start = local
    case .date(let day): start = day.midnight
    // Some programs write the onset in UTC.
    case .instant(let seconds): start = LocalDateTime(clamping: seconds + before)
    }
    text.start = nil
    // On the clock that ends, an UNTIL in UTC is as much later as that clock is ahead.
    text.rules = text.rules.map { rule in
      guard case .until(.instant(let seconds)) = rule.end else { return rule }
      return rule.with(end: .until(.local(LocalDateTime(clamping: seconds + before))))
    }
    text.additions = text.additions.map { date in
      guard case .instant(let seconds) = date else { return date }
      return .local(LocalDateTime(clamping: seconds + before), zone: nil)
    }
    offsetBefore = before
    offsetAfter = after
    recurrence = text
    name = value("TZNAME").map { $0.trimmed } ?? OffsetText.text(after)
  }

  /// Whether its onsets go on without end.
  var isEndless: Bool { recurrence.rules.contains { $0.end == .never } }

  /// Whether its onsets come back with the Gregorian calendar, every 400 years.
  var isCyclic: Bool {
    recurrence.rules.allSatisfy {
      $0.end != .never || $0.frequency == .yearly && 400.isMultiple(of: $0.interval) && $0.scale == nil
    }
  }

  /// The onsets as wall seconds on the clock that ends, up to an instant of the same clock.
  func onsets(through end: Int) throws(RecurrenceError) -> Set<Int> {
    // DTSTART is an onset whether or not the rule meets it.
    var found: Set<Int> = [start.wallSeconds]
    if recurrence.rules.isEmpty, recurrence.additions.isEmpty { return found }
    let set = try RecurrenceSet(recurrence, start: RecurrenceStart(start, in: .utc))
    for occurrence in set.occurrences.prefix(Self.mostOnsets) {
      if occurrence.startSeconds > end { break }
      found.insert(occurrence.startSeconds)
    }
    return found
  }

  /// Two changes a year from year 1 to year 9999 are less.
  private static let mostOnsets = 20_000

  private static func recurrence(_ lines: [(name: String, value: Substring)]) -> String {
    // A zone of the file itself says nothing about onsets, which stand on the clock that ends.
    lines.filter { ["DTSTART", "RDATE", "RRULE"].contains($0.name) && !$0.value.isEmpty }
      .map { "\($0.name):\($0.value)" }.joined(separator: "\n")
  }

  /// RFC 5545, section 3.3.14, writes no colons and always the minutes; some programs do otherwise.
  private static func offset(_ text: Substring?) -> Int? {
    guard var text = text?.trimmed, !text.isEmpty else { return nil }
    if text.first?.isNumber == true { text = "+" + text }
    guard text.utf8.count >= 5, let offset = OffsetText.seconds(text), abs(offset) < 26 * 3600 else {
      return nil
    }
    return offset
  }
}

extension Substring {
  /// The name of a content line, in capitals.
  var propertyName: String {
    let name = utf8.prefix { $0 != ASCII.colon && $0 != ASCII.semicolon }
    let text = Substring(name)
    return name.contains { $0 >= UInt8(ascii: "a") } ? text.uppercased() : String(text)
  }

  /// What stands behind a content line's colon; one in quotes is a parameter's.
  var propertyValue: Substring {
    var isQuoted = false
    let colon = utf8.firstIndex { byte in
      if byte == ASCII.quote { isQuoted.toggle() }
      return byte == ASCII.colon && !isQuoted
    }
    return colon.map { self[utf8.index(after: $0)...] } ?? ""
  }

  var trimmed: String {
    let visible = UInt8(ascii: "!")...UInt8(ascii: "~")
    if let first = utf8.first, let last = utf8.last, visible.contains(first), visible.contains(last) {
      return String(self)
    }
    return String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
