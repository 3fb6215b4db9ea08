/// A day found by counting days, never by a formula for dates.
package struct NaiveDay {
  /// Days since 1970-01-01.
  package private(set) var number = 0
  package private(set) var year = 1970
  package private(set) var month = 1
  package private(set) var day = 1
  /// 1 on 1 January.
  package private(set) var yearDay = 1
  /// 0 is Monday; 1970 began on a Thursday.
  package private(set) var weekday = 3

  /// Counts to a day by whole years, then by days.
  package init(number wanted: Int) {
    while number > wanted {
      year -= 1
      number -= yearLength
      weekday = (weekday + 700 - yearLength) % 7
    }
    while number + yearLength <= wanted {
      weekday = (weekday + yearLength) % 7
      number += yearLength
      year += 1
    }
    while number < wanted { advance() }
  }

  package mutating func advance() {
    number += 1
    weekday = weekday == 6 ? 0 : weekday + 1
    if day < monthLength {
      day += 1
      yearDay += 1
    } else if month < 12 {
      day = 1
      month += 1
      yearDay += 1
    } else {
      day = 1
      month = 1
      yearDay = 1
      year += 1
    }
  }

  package var isLeapYear: Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }
  package var yearLength: Int { isLeapYear ? 366 : 365 }

  package var monthLength: Int {
    switch month {
    case 2: isLeapYear ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The week's number in the year that has at least four of its days, from the front and the back.
  package func weekNumber(weekStart: Int) -> (number: Int, fromEnd: Int) {
    // A week belongs to the year of its fourth day, and is that year's n-th such day.
    let fourth = NaiveDay.fourthDay(of: self, weekStart: weekStart)
    return ((fourth.yearDay - 1) / 7 + 1, -((fourth.yearLength - fourth.yearDay) / 7 + 1))
  }

  private static func fourthDay(of day: NaiveDay, weekStart: Int) -> (yearDay: Int, yearLength: Int) {
    let yearDay = day.yearDay + 3 - (day.weekday - weekStart + 7) % 7
    var year = day
    if yearDay < 1 {
      year.year -= 1
      return (yearDay + year.yearLength, year.yearLength)
    }
    if yearDay > day.yearLength {
      year.year += 1
      return (yearDay - day.yearLength, year.yearLength)
    }
    return (yearDay, day.yearLength)
  }
}
