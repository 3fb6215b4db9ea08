/// The calendar a rule counts in and what it does with dates that calendar lacks: RFC 7529.
public struct CalendarScale: Hashable, Sendable {
  /// What becomes of a date that does not exist in some month or year.
  public enum Skip: String, Hashable, Sendable {
    case omit = "OMIT"
    case backward = "BACKWARD"
    case forward = "FORWARD"
  }

  /// The calendar's name in capitals: `GREGORIAN`, `CHINESE`, `HEBREW`, `ETHIOPIC`…
  public let calendar: String
  /// SKIP; `omit` where it is absent.
  public let skip: Skip

  /// The scale as it is given; a rule that takes it checks that the calendar is known.
  public init(calendar: String, skip: Skip = .omit) {
    self.calendar = calendar.uppercased()
    self.skip = skip
  }

  /// Whether its years have the Gregorian months and days, and only other numbers.
  var hasGregorianYears: Bool { Self.gregorian.contains(calendar) }

  /// By the names that RFC 7529 has from CLDR, and what libical calls some of them.
  private static let gregorian: Set = ["BUDDHIST", "GREGORIAN", "GREGORY", "ISO8601", "JAPANESE", "ROC"]
}
