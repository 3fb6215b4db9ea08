internal import Recurrence

// What a rule says part by part, for leaving parts out.
extension RulePart {
  /// The parts that a rule may do without, in the order in which leaving them out is tried.
  static let droppable: [RulePart] = [
    .weekStart, .setPositions, .interval, .months, .weekNumbers, .yearDays, .monthDays, .days, .hours,
    .minutes, .seconds,
  ]
}

extension RecurrenceRule {
  /// Characters of the text.
  var textLength: Int { description.utf8.count }

  /// Whether BYSETPOS has a part to select from.
  var isValid: Bool {
    parts.setPositions.isEmpty
      || [.months, .weekNumbers, .yearDays, .monthDays, .days, .hours, .minutes, .seconds].contains(
        where: has)
  }

  func has(_ part: RulePart) -> Bool { without(part) != self }

  /// The rule without a part; FREQ can't be left out.
  func without(_ part: RulePart) -> RecurrenceRule {
    with {
      switch part {
      case .interval: $0.interval = 1
      case .weekStart: $0.weekStart = .monday
      case .months: $0.parts.months = 0
      case .weekNumbers: ($0.parts.weekNumbers, $0.parts.weekNumbersFromEnd) = (0, 0)
      case .yearDays: $0.parts.yearDays = []
      case .monthDays: ($0.parts.monthDays, $0.parts.monthDaysFromEnd) = (0, 0)
      case .days: ($0.parts.weekdays, $0.parts.ordinalWeekdays) = (0, [])
      case .hours: $0.parts.hours = 0
      case .minutes: $0.parts.minutes = 0
      case .seconds: $0.parts.seconds = 0
      case .setPositions: $0.parts.setPositions = []
      default: break
      }
    }
  }

  /// The rule with one value less in a list that has several: the last values first.
  var withoutOneValue: [(part: RulePart, value: String, rule: RecurrenceRule)] {
    var found: [(part: RulePart, value: String, rule: RecurrenceRule)] = []
    func tryEach(_ part: RulePart, _ values: [Int], _ set: (inout RecurrenceRule, [Int]) -> Void) {
      guard values.count > 1 else { return }
      for value in values.reversed() {
        let name = part == .days ? OrdinalWeekday(code: value).description : String(value)
        found.append((part, name, with { rule in set(&rule, values.filter { $0 != value }) }))
      }
    }
    func mask(_ values: [Int]) -> UInt64 { values.reduce(0) { $0 | 1 << UInt64($1) } }
    func signed(_ values: [Int]) -> (UInt64, UInt64) {
      (mask(values.filter { $0 > 0 }), mask(values.filter { $0 < 0 }.map(-)))
    }
    tryEach(.setPositions, setPositions) { $0.parts.setPositions = $1.map { Int16($0) } }
    tryEach(.months, months) { $0.parts.months = UInt16(mask($1)) }
    tryEach(.weekNumbers, weekNumbers) {
      ($0.parts.weekNumbers, $0.parts.weekNumbersFromEnd) = signed($1)
    }
    tryEach(.yearDays, yearDays) { $0.parts.yearDays = $1.map { Int16($0) } }
    tryEach(.monthDays, monthDays) {
      let (front, back) = signed($1)
      ($0.parts.monthDays, $0.parts.monthDaysFromEnd) = (UInt32(front), UInt32(back))
    }
    tryEach(.days, weekdays.map(\.code)) {
      let days = $1.map(OrdinalWeekday.init(code:))
      $0.parts.weekdays = UInt8(mask(days.filter { $0.ordinal == 0 }.map { Int($0.weekday.rawValue) }))
      $0.parts.ordinalWeekdays = days.filter { $0.ordinal != 0 }.sorted()
    }
    tryEach(.hours, hours) { $0.parts.hours = UInt32(mask($1)) }
    tryEach(.minutes, minutes) { $0.parts.minutes = mask($1) }
    tryEach(.seconds, seconds) { $0.parts.seconds = mask($1) }
    return found
  }

  /// Whether a rule without a part that this rule has would take the same values from its start.
  func isImplied(_ part: RulePart, by start: LocalDateTime) -> Bool {
    let stated = without(part).stated(from: RecurrenceStart(start, in: .utc))
    switch part {
    case .hours: return hours == stated.hours
    case .minutes: return minutes == stated.minutes
    case .seconds: return seconds == stated.seconds
    case .days: return weekdays == stated.weekdays
    case .monthDays: return monthDays == stated.monthDays
    case .months: return months == stated.months
    default: return false
    }
  }

  /// The parts of each of two rules that the other does not have.
  func differences(from other: RecurrenceRule) -> (own: String, others: String) {
    let own = description.split(separator: ";")
    let others = other.description.split(separator: ";")
    return (
      own.filter { !others.contains($0) }.joined(separator: ";"),
      others.filter { !own.contains($0) }.joined(separator: ";")
    )
  }
}
