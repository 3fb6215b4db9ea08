internal import Recurrence

/// Until when.
enum EndPhrase: Hashable, Sendable {
  case never
  case count(Int)
  case until(Moment)
  /// Whichever comes first.
  case countOrUntil(Int, Moment)
}

/// A day, or a time on it, and the zone where it is another than the series'.
struct Moment: Hashable, Comparable, Sendable {
  var date: CivilDate
  /// Seconds after midnight; `nil` for the whole day.
  var secondOfDay: Int?
  /// The zone to be named; `nil` for the series' own.
  var zone: String?

  init(_ date: CivilDate) { self.date = date }

  init(_ local: LocalDateTime, zone: String? = nil) {
    date = local.date
    secondOfDay = local.secondOfDay
    self.zone = zone
  }

  static func < (left: Moment, right: Moment) -> Bool {
    if left.date != right.date { return left.date < right.date }
    if left.secondOfDay != right.secondOfDay { return left.secondOfDay ?? -1 < right.secondOfDay ?? -1 }
    return left.zone ?? "" < right.zone ?? ""
  }
}
