public import Recurrence

extension RecurrenceText {
  /// The text as `formatted()` writes it, but with the BY parts of each rule in the order in which RFC 5545
  /// applies them, as people write them: BYMONTH before BYDAY before BYHOUR.
  ///
  /// ```swift
  /// let text = try RecurrenceText(parsing: "FREQ=YEARLY;BYDAY=4TH;BYMONTH=11")
  /// print(text.formattedInOrderOfUse())  // RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH
  /// ```
  ///
  /// - SeeAlso: RFC 5545, section 3.3.10.
  public func formattedInOrderOfUse() -> String {
    formatted().split(separator: "\n").map { line in
      guard line.hasPrefix("RRULE:") || line.hasPrefix("EXRULE:"), let colon = line.firstIndex(of: ":") else {
        return String(line)
      }
      let parts = line[line.index(after: colon)...].split(separator: ";")
      let places = parts.map(Self.place)
      let order = parts.indices.sorted { (places[$0], $0) < (places[$1], $1) }
      return line[...colon] + order.map { parts[$0] }.joined(separator: ";")
    }.joined(separator: "\n")
  }

  private static let orderOfUse = [
    "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS",
    "WKST", "SKIP",
  ]

  private static func place(_ part: Substring) -> Int {
    let name = part.prefix { $0 != "=" }
    return orderOfUse.firstIndex { $0 == name } ?? -1
  }
}
