// The parts as numbers, for whoever reads or changes a few of them; expansion works on their bits.
extension RuleParts {
  /// The values of a BY part, ascending, those counted from the end negative; empty where it is absent, and for
  /// what is no BY part.
  ///
  /// BYDAY's are codes of `OrdinalWeekday`; BYMONTH's are those without `L`. Values that are set have to be in
  /// their part's range; their order and repetitions don't matter.
  package subscript(part: RulePart) -> [Int] {
    get {
      switch part {
      case .seconds: Array(Bits(seconds))
      case .minutes: Array(Bits(minutes))
      case .hours: Array(Bits(UInt64(hours)))
      case .days: Bits(UInt64(weekdays)) + ordinalWeekdays.map(\.code)
      case .monthDays: Self.values(UInt64(monthDays), fromEnd: UInt64(monthDaysFromEnd))
      case .yearDays: yearDays.map(Int.init)
      case .weekNumbers: Self.values(weekNumbers, fromEnd: weekNumbersFromEnd)
      case .months: Array(Bits(UInt64(months)))
      case .setPositions: setPositions.map(Int.init)
      case .scale, .frequency, .until, .count, .interval, .weekStart, .skip: []
      }
    }
    set {
      switch part {
      case .seconds: seconds = Self.bits(newValue)
      case .minutes: minutes = Self.bits(newValue)
      case .hours: hours = UInt32(truncatingIfNeeded: Self.bits(newValue))
      case .days:
        let days = newValue.map(OrdinalWeekday.init(code:))
        plainWeekdays = days.filter { $0.ordinal == 0 }.map(\.weekday)
        ordinalWeekdays = Set(days.filter { $0.ordinal != 0 }).sorted()
      case .monthDays:
        monthDays = UInt32(truncatingIfNeeded: Self.bits(newValue))
        monthDaysFromEnd = UInt32(truncatingIfNeeded: Self.bits(newValue.map(-)))
      case .yearDays: yearDays = Self.sorted(newValue)
      case .weekNumbers: (weekNumbers, weekNumbersFromEnd) = (Self.bits(newValue), Self.bits(newValue.map(-)))
      case .months: months = UInt16(truncatingIfNeeded: Self.bits(newValue))
      case .setPositions: setPositions = Self.sorted(newValue)
      case .scale, .frequency, .until, .count, .interval, .weekStart, .skip: break
      }
    }
  }

  /// BYDAY without ordinals, from Monday on.
  package var plainWeekdays: [Weekday] {
    get { Weekday.allCases.filter { weekdays >> $0.rawValue & 1 == 1 } }
    set { weekdays = newValue.reduce(0) { $0 | 1 << $1.rawValue } }
  }

  /// Whether a BY part is there; BYMONTH is with leap months alone, too.
  package func has(_ part: RulePart) -> Bool {
    switch part {
    case .seconds: seconds != 0
    case .minutes: minutes != 0
    case .hours: hours != 0
    case .days: hasWeekdays
    case .monthDays: hasMonthDays
    case .yearDays: !yearDays.isEmpty
    case .weekNumbers: hasWeekNumbers
    case .months: hasMonths
    case .setPositions: !setPositions.isEmpty
    case .scale, .frequency, .until, .count, .interval, .weekStart, .skip: false
    }
  }

  private static func values(_ forward: UInt64, fromEnd: UInt64) -> [Int] {
    Bits(fromEnd).reversed().map(-) + Bits(forward)
  }

  /// Each value once, in ascending order; most come so.
  private static func sorted(_ values: [Int]) -> [Int16] {
    let isSorted = zip(values, values.dropFirst()).allSatisfy(<)
    return (isSorted ? values : Set(values).sorted()).map { Int16(truncatingIfNeeded: $0) }
  }

  /// The bits of the values that are not negative.
  private static func bits(_ values: [Int]) -> UInt64 {
    values.reduce(0) { $1 < 0 ? $0 : $0 | 1 << UInt64($1) }
  }
}

extension OrdinalWeekday {
  /// From a code: the ordinal times 8, plus the weekday from 0 for Monday.
  package init(code: Int) {
    let weekday = code.floorRemainder(by: 8)
    self.init(Weekday(rawValue: UInt8(weekday)) ?? .monday, ordinal: code.floorDivided(by: 8))
  }

  /// The ordinal times 8, plus the weekday from 0 for Monday: ordered as the days are.
  package var code: Int { ordinal * 8 + Int(weekday.rawValue) }
}
