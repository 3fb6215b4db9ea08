internal import CCalendar
internal import Synchronization

/// The years of a calendar of RSCALE, each read once from ICU's calendar and kept.
final class ScaleYears: Sendable {
  private struct State: ~Copyable {
    let handle: Handle
    var years: [Int: ScaleYear] = [:]
  }

  /// ICU's calendar, which only one task at a time may ask.
  private struct Handle: ~Copyable, @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
    /// Beside the Korean calendar the Chinese one: ICU keeps solstices and new years for both together, as the one that
    /// needed them first computed them. The Chinese calendar has to be the first, or its years come out wrong.
    let chinese: UnsafeMutableRawPointer?
    /// Beside that of Umm al-Qura the civil Islamic calendar, which it follows where its table ends: ICU walks there
    /// from the table for each date.
    let civil: UnsafeMutableRawPointer?

    deinit {
      for pointer in [pointer, chinese, civil].compactMap(\.self) { series_calendar_close(pointer) }
    }

    /// The calendar that tells of a year.
    func calendar(ofYear number: Int) -> UnsafeMutableRawPointer {
      number > ScaleYears.lastOfTable ? civil ?? pointer : pointer
    }
  }

  private let state: Mutex<State>
  private let isHebrew: Bool
  private let isChinese: Bool

  private static let known = Mutex<[String: ScaleYears]>([:])

  /// The years by which the Chinese calendar's count is ahead of the Korean.
  private static let chineseLead = 304

  /// The year after the last that ICU's table of Umm al-Qura has.
  private static let lastOfTable = 1601

  /// Years beyond that many are forgotten: those of ten thousand are. A choice.
  private static let mostYears = 12_000

  /// - Parameter calendar: In capitals: `HEBREW`, `CHINESE`, `GREGORIAN`…
  /// - Returns: `nil` where ICU has no such calendar.
  static func named(_ calendar: String) -> ScaleYears? {
    known.withLock { known in
      if let years = known[calendar] { return years }
      let years = ScaleYears(calendar)
      known[calendar] = years
      return years
    }
  }

  private init?(_ calendar: String) {
    // Of the calendars with Gregorian years, ICU has only one without Julian days.
    let name = CalendarScale(calendar: calendar).hasGregorianYears ? "gregorian" : calendar.lowercased()
    guard let pointer = series_calendar_open("@calendar=\(name)") else { return nil }
    let chinese = calendar == "DANGI" ? series_calendar_open("@calendar=chinese") : nil
    isHebrew = calendar == "HEBREW"
    isChinese = calendar == "CHINESE"
    let civil = calendar == "ISLAMIC-UMALQURA" ? series_calendar_open("@calendar=islamic-civil") : nil
    state = Mutex(State(handle: Handle(pointer: pointer, chinese: chinese, civil: civil)))
  }

  /// The number of the year that a day number is in.
  private func number(ofDay day: Int) -> Int {
    state.withLock { state in
      if let pointer = state.handle.chinese { _ = series_calendar_year(pointer, Int64(day)) }
      if let civil = state.handle.civil {
        let number = Int(series_calendar_year(civil, Int64(day)))
        if number > Self.lastOfTable { return number }
      }
      return Int(series_calendar_year(state.handle.pointer, Int64(day)))
    }
  }

  /// - Returns: `nil` where ICU can't tell.
  func year(_ number: Int) -> ScaleYear? {
    state.withLock { state in
      if let year = state.years[number] { return year }
      if let pointer = state.handle.chinese { _ = read(number &+ Self.chineseLead, pointer) }
      guard let year = read(number, state.handle.calendar(ofYear: number)) else { return nil }
      if state.years.count >= Self.mostYears { state.years.removeAll() }
      state.years[number] = year
      return year
    }
  }

  /// The year that a day is in; `nil` where ICU can't tell.
  func year(ofDay day: Int) -> ScaleYear? {
    // ICU is a day off where it is corrected.
    guard let year = year(number(ofDay: day)) else { return nil }
    let near =
      day < year.firstDay
      ? self.year(year.number - 1)
      : day < year.firstDay + year.length ? year : self.year(year.number + 1)
    return near.flatMap { $0.firstDay..<$0.firstDay + $0.length ~= day ? $0 : nil }
  }

  private func read(_ number: Int, _ pointer: UnsafeMutableRawPointer) -> ScaleYear? {
    guard let number32 = Int32(exactly: number) else { return nil }
    // The longest years have thirteen months.
    return withUnsafeTemporaryAllocation(of: series_calendar_month.self, capacity: 16) {
      buffer -> ScaleYear? in
      let count = Int(series_calendar_months(pointer, number32, buffer.baseAddress, 16))
      guard count > 1 else { return nil }
      if isChinese { for place in 0..<count { ChineseCorrection.correct(&buffer[place]) } }
      let first = Int(buffer[0].first_day)
      let months = (0..<count - 1).map { place in
        let (index, isLeap) = self.number(of: buffer[place])
        return ScaleYear.Month(
          number: index, isLeap: isLeap,
          days: Int(buffer[place].first_day) - first..<Int(buffer[place + 1].first_day) - first)
      }
      return ScaleYear(
        number: number, firstDay: first, months: months, length: Int(buffer[count - 1].first_day) - first)
    }
  }

  private func number(of month: series_calendar_month) -> (Int, isLeap: Bool) {
    let index = Int(month.index)
    guard isHebrew else { return (index + 1, month.is_leap) }
    // ICU counts Adar I in every year, which RFC 7529 calls 5L.
    return index == 5 ? (5, true) : (index < 5 ? index + 1 : index, false)
  }
}
