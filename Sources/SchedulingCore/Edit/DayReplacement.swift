internal import Recurrence

/// A day that a rule names, and the one that takes its place in the same week, month or year.
struct DayReplacement: Hashable {
  /// A place in the calendar that a BY part names.
  enum Day: Hashable {
    /// Of the week, which begins with a weekday.
    case weekday(Weekday, weekStart: Weekday)
    /// Of the month, counted among its like; of that month alone where one is given.
    case ordinal(OrdinalWeekday, month: Int? = nil)
    /// Of the month; negative from its end.
    case monthDay(Int)
    /// Of the year.
    case date(month: Int, day: Int)
  }

  let from: Day
  let to: Day

  /// Where a date of the series goes: one that stands elsewhere stays; `nil` where its period has no such day.
  func target(of date: CivilDate) -> CivilDate? { from.date(near: date) == date ? to.date(near: date) : date }

  /// Which date of the series goes to another one.
  func origin(of date: CivilDate) -> CivilDate? { to.date(near: date) == date ? from.date(near: date) : date }
}

extension DayReplacement.Day {
  /// The date at that place in the week, month or year of another date; `nil` where there is none.
  func date(near date: CivilDate) -> CivilDate? {
    let (year, month, _) = date.components
    switch self {
    case .weekday(let weekday, let weekStart):
      let from = Int(date.weekday.rawValue) - Int(weekStart.rawValue)
      let to = Int(weekday.rawValue) - Int(weekStart.rawValue)
      return CivilDate(dayNumber: date.dayNumber - from.floorRemainder(by: 7) + to.floorRemainder(by: 7))
    case .ordinal(let place, let only):
      return CivilDate(of: place, year: year, month: only ?? month)
    case .monthDay(let day):
      let length = CivilDate.daysInMonth(year: year, month: month)
      return CivilDate(year: year, month: month, day: day > 0 ? day : length + 1 + day)
    case .date(let month, let day):
      return CivilDate(year: year, month: month, day: day)
    }
  }
}

extension CivilDate {
  /// The weekday with that place in a month; `nil` where the month has none.
  init?(of place: OrdinalWeekday, year: Int, month: Int) {
    let length = Self.daysInMonth(year: year, month: month)
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    let offset = (Int(place.weekday.rawValue) - Int(first.weekday.rawValue)).floorRemainder(by: 7)
    let all = stride(from: 1 + offset, through: length, by: 7).map { $0 }
    let index = place.ordinal > 0 ? place.ordinal - 1 : all.count + place.ordinal
    guard all.indices.contains(index) else { return nil }
    self.init(year: year, month: month, day: all[index])
  }

  /// Its place among the same weekdays of its month, counted from the end where a like place is.
  func ordinal(like place: OrdinalWeekday) -> OrdinalWeekday {
    let (year, month, day) = components
    let length = Self.daysInMonth(year: year, month: month)
    return OrdinalWeekday(
      weekday, ordinal: place.ordinal > 0 ? (day - 1) / 7 + 1 : -((length - day) / 7 + 1))
  }
}
