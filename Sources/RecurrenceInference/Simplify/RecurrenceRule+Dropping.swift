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
    !parts.has(.setPositions)
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
      default: $0.parts[part] = []
      }
    }
  }

  private static let partsWithLists: [RulePart] = [
    .setPositions, .months, .weekNumbers, .yearDays, .monthDays, .days, .hours, .minutes, .seconds,
  ]

  /// The rule with one value less in a list that has several: the last values first.
  var withoutOneValue: some Sequence<(part: RulePart, value: String, rule: RecurrenceRule)> {
    Self.partsWithLists.lazy.filter { parts[$0].count > 1 }.flatMap { part in
      let values = parts[part]
      return values.reversed().lazy.map { value in
        let name = part == .days ? OrdinalWeekday(code: value).description : String(value)
        return (part: part, value: name, rule: with { $0.parts[part] = values.filter { $0 != value } })
      }
    }
  }

  /// Whether a rule without a part that this rule has would take the same values from its start.
  func isImplied(_ part: RulePart, by start: LocalDateTime) -> Bool {
    let stated = without(part).stated(from: RecurrenceStart(start, in: .utc))
    switch part {
    case .hours, .minutes, .seconds, .days, .monthDays, .months: return parts[part] == stated.parts[part]
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
