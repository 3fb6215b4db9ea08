/// A date of EXDATE, RDATE or DTSTART, as it was written.
public enum RecurrenceDate: Hashable, Sendable {
  /// `VALUE=DATE`: a whole local day.
  case date(CivilDate)
  /// A time on the series' clock, or on that of the zone a `TZID` parameter names.
  case local(LocalDateTime, zone: String?)
  /// A time with `Z`, in seconds since 1970-01-01T00:00:00Z.
  case instant(seconds: Int)
}
