internal import Recurrence

/// Chooses which of a rule's parts is the head of its days, and what it comes with.
struct DayPlaceReader {
  let meaning: RuleMeaning

  var place: DayPlace {
    var place = DayPlace()
    var rest = conditions
    place.head = head(&rest)
    place.months = meaning.months
    place.weekNumbers = meaning.weekNumbers
    switch place.head {
    case .monthDays, .weekdaysWithin, .ordinals, .ranked:
      if !place.weekNumbers.isEmpty { rest.append(.weekNumbers(place.weekNumbers)) }
      place.weekNumbers = []
    case .yearDays:
      if !place.weekNumbers.isEmpty { rest.append(.weekNumbers(place.weekNumbers)) }
      if !place.months.isEmpty { rest.append(.months(place.months)) }
      place.weekNumbers = []
      place.months = []
    case .everyDay, .weekdays, nil:
      if !place.weekNumbers.isEmpty, !place.months.isEmpty {
        rest.append(.months(place.months))
        place.months = []
      }
    }
    place.conditions = rest
    place.existence =
      ExistenceReader(meaning: meaning, head: place.head, weekNumbers: place.weekNumbers).existence
    return place
  }

  private var weekdays: WeekdayChoice? { WeekdayChoice(meaning.weekdays) }

  private var ordinalDays: OrdinalDays? {
    guard !meaning.ordinals.isEmpty else { return nil }
    return OrdinalDays(
      ordinals: meaning.ordinals, plain: weekdays, period: meaning.ordinalsCountInMonth ? .month : .year)
  }

  /// What BYDAY and BYMONTHDAY ask, of which one is the head.
  private var conditions: [DayCondition] {
    var found: [DayCondition] = []
    if !meaning.monthDays.isEmpty { found.append(.monthDays(meaning.monthDays)) }
    if let ordinalDays {
      found.append(.ordinals(ordinalDays))
    } else if let weekdays, meaning.ranks.isEmpty {
      found.append(.weekdays(weekdays))
    }
    return found
  }

  private func head(_ rest: inout [DayCondition]) -> DayHead? {
    if !meaning.yearDays.isEmpty { return .yearDays(meaning.yearDays) }
    if !meaning.ranks.isEmpty, let weekdays {
      return .ranked(meaning.ranks, weekdays, in: meaning.ordinalsCountInMonth ? .month : .year)
    }
    guard let first = rest.first else { return meaning.namesEveryDay ? .everyDay : nil }
    if rest.count == 2, case .monthDays(let days) = first, case .weekdays(let choice) = rest[1],
      Run.runs(of: days).count == 1, days[0] > 0, days.count > 2, let last = days.last
    {
      rest = []
      return .weekdaysWithin(choice, first: days[0], last: last)
    }
    rest.removeFirst()
    switch first {
    case .monthDays(let days): return .monthDays(days)
    case .ordinals(let days): return .ordinals(days)
    case .weekdays(let days): return .weekdays(days)
    case .weekNumbers, .months: return nil
    }
  }
}
