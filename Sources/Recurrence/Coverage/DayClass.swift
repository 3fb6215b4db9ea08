/// Days that all have the same times.
struct DayClass: Sendable {
  let days: Days
  /// Seconds after midnight, ascending, at least one.
  let times: ContiguousArray<Int>

  enum Days: Sendable {
    case every
    case chosen(DaySet)
    /// The days at some places of a cycle that begins on the day number 0.
    case cycle(length: Int, places: [Int])
  }
}

extension DayClass.Days {
  /// These days and those of the periods that an INTERVAL skips: what the kinds of years describe.
  var ofEveryPeriod: DayClass.Days {
    switch self {
    case .every: .every
    case .chosen(let set): .chosen(DaySet(table: set.table, phase: .every))
    case .cycle(let length, let places):
      length % 7 == 0 ? .cycle(length: 7, places: Set(places.map { $0 % 7 }).sorted()) : .every
    }
  }
}

extension CivilYear {
  /// Years of every kind, between neighbours of every kind: what depends on these alone happens in one of
  /// them, or never.
  static let ofEveryKind: [CivilYear] = {
    var seen = Set<[Int]>()
    return (2001...2400).map { CivilYear($0) }.filter { year in
      let leapnesses = [year.year - 1, year.year, year.year + 1].map { CivilYear($0).leapness.rawValue }
      return seen.insert(leapnesses + [year.firstWeekday]).inserted
    }
  }()
}
