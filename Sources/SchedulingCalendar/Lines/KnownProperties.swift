/// The properties that a reader here asks for, each by a number; a file's other lines are passed over.
enum KnownProperties {
  /// These count each time they stand in a component.
  private static let repeated = ["RRULE", "EXRULE", "RDATE", "EXDATE"]
  /// Of these the first of a component counts.
  private static let single = [
    "UID", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "STATUS", "SUMMARY", "DESCRIPTION", "LOCATION",
    "SEQUENCE", "DTSTAMP", "TRANSP", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-TIMEZONE",
    "X-SERIES-EVENT", "X-SERIES-RECURRENCE",
  ]
  private static let structural = ["BEGIN", "END"]
  private static let keys = (repeated + single + structural).map { key($0.utf8) }

  /// How many there are; their numbers are below.
  static var count: Int { keys.count }

  /// The number of a name; `nil` for one that nobody asks for.
  static func number(of name: some Sequence<UInt8>) -> Int? { keys.firstIndex(of: key(name)) }

  /// Whether only the first of a component counts.
  static func countsOnce(_ number: Int) -> Bool {
    (repeated.count..<repeated.count + single.count).contains(number)
  }

  /// Of these an event has one each, and it says when the event takes place.
  static let times = ["DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"]

  /// Whether it tells dates and rules.
  static func isRecurrence(_ number: Int) -> Bool { number < repeated.count }

  /// FNV-1a of the name in capitals: that two names share one is unlikely, and would only cost time.
  private static func key(_ name: some Sequence<UInt8>) -> UInt64 {
    name.reduce(0xCBF2_9CE4_8422_2325) { key, byte in
      let capital = (97...122).contains(byte) ? byte - 32 : byte
      return (key ^ UInt64(capital)) &* 0x100_0000_01B3
    }
  }
}
