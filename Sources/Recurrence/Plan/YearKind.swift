/// Which of the calendar's patterns a year follows: its first weekday, and where leap years are near.
struct YearKind: Sendable {
  /// 0 (Monday) to 6.
  let firstWeekday: Int
  let leapness: Leapness

  enum Leapness: Int, CaseIterable {
    case neither, leap, follows, precedes
  }

  var isLeap: Bool { leapness == .leap }
  var followsLeapYear: Bool { leapness == .follows }
  var precedesLeapYear: Bool { leapness == .precedes }
  var length: Int { isLeap ? 366 : 365 }

  func monthStart(_ month: Int) -> Int {
    (month > 2 && isLeap ? 1 : 0) + CivilYear.monthStarts[month - 1]
  }
}

extension CivilYear {
  var leapness: YearKind.Leapness {
    if isLeap { return .leap }
    switch year & 3 {
    case 1: return CivilDate.isLeap(year - 1) ? .follows : .neither
    case 3: return CivilDate.isLeap(year + 1) ? .precedes : .neither
    default: return .neither
    }
  }
}

/// The days a rule chooses in every kind of year, worked out once.
struct YearTable: Sendable {
  private let masks: ContiguousArray<DayMask>
  /// A bit for each kind of year that has any day.
  private let kindsWithDays: UInt32
  private let resolution: Resolution
  /// Whether no kind of year has more than one day.
  let hasLoneDays: Bool

  /// The only day of each kind of year; -1 where it has none, or where some kind has several.
  private let loneDays: LoneDays

  private typealias LoneDays = InlineArray<28, Int16>

  /// What of a year the masks depend on: the fewer kinds, the cheaper the table.
  private enum Resolution { case leapOnly, weekday, neighbours }

  init(_ rule: DayRule, select: (DayMask, YearKind) -> DayMask = { mask, _ in mask }) {
    let resolution: Resolution =
      rule.choosesByWeekNumber ? .neighbours : rule.dependsOnWeekday ? .weekday : .leapOnly
    let leapnesses: [YearKind.Leapness] =
      resolution == .neighbours ? YearKind.Leapness.allCases : [.neither, .leap]
    let weekdays = resolution == .leapOnly ? 1 : 7
    var masks = ContiguousArray<DayMask>()
    masks.reserveCapacity(leapnesses.count * weekdays)
    var kindsWithDays: UInt32 = 0
    for leapness in leapnesses {
      for weekday in 0..<weekdays {
        let kind = YearKind(firstWeekday: weekday, leapness: leapness)
        let mask = select(rule.mask(kind), kind)
        if !mask.isEmpty { kindsWithDays |= 1 << UInt32(masks.count) }
        masks.append(mask)
      }
    }
    self.masks = masks
    self.kindsWithDays = kindsWithDays
    self.resolution = resolution
    let hasLoneDays = masks.allSatisfy { $0.count <= 1 }
    self.hasLoneDays = hasLoneDays
    loneDays = LoneDays { kind in
      hasLoneDays && kind < masks.count ? Int16(masks[kind].first(from: 0) ?? -1) : -1
    }
  }

  /// The only day of a kind of year that has one, from 0; negative where it has none.
  @inline(__always)
  func loneDay(kind: Int) -> Int { Int(loneDays[kind]) }

  /// Whether no year has any day.
  var isEmpty: Bool { kindsWithDays == 0 }

  /// Which of the table's masks is a year's.
  @inline(__always)
  func index(_ year: CivilYear) -> Int {
    switch resolution {
    case .leapOnly: year.isLeap ? 1 : 0
    case .weekday: (year.isLeap ? 7 : 0) + year.firstWeekday
    case .neighbours: year.leapness.rawValue * 7 + year.firstWeekday
    }
  }

  func hasDays(_ year: CivilYear) -> Bool { hasDays(kind: index(year)) }

  @inline(__always)
  func hasDays(kind: Int) -> Bool { kindsWithDays >> UInt32(truncatingIfNeeded: kind) & 1 == 1 }

  subscript(year: CivilYear) -> DayMask { masks[index(year)] }

  @inline(__always)
  subscript(kind kind: Int) -> DayMask { masks[kind] }

  /// The weekdays, bit 0 Monday, that days of some year fall on.
  var weekdays: UInt8 {
    if resolution == .leapOnly { return isEmpty ? 0 : 127 }
    var found: UInt8 = 0
    for (index, mask) in masks.enumerated() {
      for weekday in 0..<7 where found >> UInt8(weekday) & 1 == 0 {
        var days = DayMask(weekdays: 1 << UInt8(weekday), firstWeekday: index % 7)
        days.formIntersection(mask)
        if !days.isEmpty { found |= 1 << UInt8(weekday) }
      }
    }
    return found
  }

  /// The most days that a year of any kind has.
  var mostDays: Int { masks.reduce(0) { max($0, $1.count) } }

  /// The most days that a month of any kind of year has.
  var mostDaysInMonth: Int {
    var most = 0
    for (index, mask) in masks.enumerated() {
      // See `index`: of each resolution the leap years come second.
      let isLeap = resolution == .leapOnly ? index == 1 : index / 7 == YearKind.Leapness.leap.rawValue
      let kind = YearKind(firstWeekday: 0, leapness: isLeap ? .leap : .neither)
      for month in 1...12 {
        let start = kind.monthStart(month)
        let days = mask.month(from: start) & (UInt32.max >> UInt32(32 - (kind.monthStart(month + 1) - start)))
        most = max(most, days.nonzeroBitCount)
      }
    }
    return most
  }
}
