extension RecurrenceRule: CustomStringConvertible {
  /// The rule in RFC 5545's text, canonically: parts in the grammar's order, lists ascending,
  /// defaults left out. Reading it gives the same rule.
  public var description: String {
    var text = ""
    text.reserveCapacity(64)
    if let scale { text += "RSCALE=\(scale.calendar);" }
    text += "FREQ="
    text += frequency.name
    switch end {
    case .never: break
    case .count(let count): text += ";COUNT=\(count)"
    case .until(let until): text += ";UNTIL=\(until)"
    case .countOrUntil(let count, let until): text += ";COUNT=\(count);UNTIL=\(until)"
    }
    if interval != 1 { text += ";INTERVAL=\(interval)" }
    append(seconds, of: .seconds, to: &text)
    append(minutes, of: .minutes, to: &text)
    append(hours, of: .hours, to: &text)
    append(weekdays.map(\.description), of: .days, to: &text)
    append(monthDays, of: .monthDays, to: &text)
    append(yearDays, of: .yearDays, to: &text)
    append(weekNumbers, of: .weekNumbers, to: &text)
    append(monthNames, of: .months, to: &text)
    append(setPositions, of: .setPositions, to: &text)
    if weekStart != .monday { text += ";WKST=\(weekStart.abbreviation)" }
    if let scale, scale.skip != .omit { text += ";SKIP=\(scale.skip.rawValue)" }
    return text
  }

  /// BYMONTH's values, a leap month after the month it follows: `5`, `5L`.
  private var monthNames: [String] {
    (1...13).flatMap { month -> [String] in
      (parts.months >> month & 1 == 1 ? ["\(month)"] : [])
        + (parts.leapMonths >> month & 1 == 1 ? ["\(month)L"] : [])
    }
  }

  private func append(_ values: [some CustomStringConvertible], of part: RulePart, to text: inout String) {
    guard !values.isEmpty else { return }
    text += ";\(part.name)="
    for (index, value) in values.enumerated() {
      if index > 0 { text += "," }
      text += value.description
    }
  }
}

extension OrdinalWeekday: CustomStringConvertible {
  /// `MO`, `1MO`, `-1FR`.
  public var description: String {
    ordinal == 0 ? weekday.abbreviation : "\(ordinal)\(weekday.abbreviation)"
  }
}

extension RecurrenceUntil: CustomStringConvertible {
  /// RFC 5545's text: `20261231`, `20261231T090000`, `20261231T140000Z`.
  public var description: String {
    switch self {
    case .date(let date): date.basicDescription
    case .local(let local): local.basicDescription
    case .instant(let seconds): LocalDateTime(unchecked: seconds).basicDescription + "Z"
    }
  }
}

extension RecurrenceDate: CustomStringConvertible {
  /// RFC 5545's text of the value, without its zone: `20261231`, `20261231T090000`, `20261231T140000Z`.
  public var description: String {
    switch self {
    case .date(let date): date.basicDescription
    case .local(let local, zone: _): local.basicDescription
    case .instant(let seconds): LocalDateTime(unchecked: seconds).basicDescription + "Z"
    }
  }
}
