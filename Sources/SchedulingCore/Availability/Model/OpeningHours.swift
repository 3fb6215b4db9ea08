public import Recurrence

/// Weekly hours, and those of single dates, which replace the weekday's.
public struct OpeningHours: Hashable, Sendable {
  /// The hours of Monday to Sunday, in order and without overlaps.
  private let weekly: [[MinuteRange]]
  /// The hours of single dates by day number; none where it is closed.
  private let dates: [Int: [MinuteRange]]

  /// Hours by weekday and by date, in any order; what overlaps falls together.
  public init(weekly: [Weekday: [MinuteRange]], dates: [CivilDate: [MinuteRange]] = [:]) {
    self.weekly = Weekday.allCases.map { weekly[$0]?.merged ?? [] }
    var byNumber: [Int: [MinuteRange]] = [:]
    for (date, ranges) in dates { byNumber[date.dayNumber] = ranges.merged }
    self.dates = byNumber
  }

  /// The hours of a day, in order.
  public func ranges(on date: CivilDate) -> [MinuteRange] { ranges(onDay: date.dayNumber) }

  func ranges(onDay dayNumber: Int) -> [MinuteRange] {
    dates[dayNumber] ?? weekly[CivilDate.weekdayIndex(dayNumber)]
  }

  /// The hours of a day as people read them.
  func text(onDay dayNumber: Int) -> String {
    let ranges = ranges(onDay: dayNumber)
    return ranges.isEmpty ? "closed" : ranges.map(\.text).joined(separator: ", ")
  }
}

extension OpeningHours {
  /// What one or another has open; hours that any has for a date replace all of the weekday's.
  static func union(_ all: [OpeningHours]) -> OpeningHours {
    var dates: [Int: [MinuteRange]] = [:]
    for hours in all {
      for (day, ranges) in hours.dates { dates[day, default: []] += ranges }
    }
    let weekly = Weekday.allCases.indices.map { day in all.flatMap { $0.weekly[day] }.merged }
    return OpeningHours(weekly: weekly, dates: dates.mapValues(\.merged))
  }

  private init(weekly: [[MinuteRange]], dates: [Int: [MinuteRange]]) {
    self.weekly = weekly
    self.dates = dates
  }
}
