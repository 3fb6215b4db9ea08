internal import Recurrence
internal import SchedulingCore

/// Weeks as columns of signs, half a year a band, two years at most.
struct WeekBands {
  private static let weeksPerBand = 26
  private static let mostWeeks = 104
  private static let label = 36
  private static let week = (PreviewStrip.width - 2 * PreviewStrip.margin - label) / weeksPerBand
  private static let day = 20

  private let marks: DayMarks
  private let changes: [OccurrenceChange]
  /// The Mondays from which and up to which days are drawn.
  private let span: Range<Int>

  init(_ marks: DayMarks, changes: [OccurrenceChange]) {
    self.marks = marks
    self.changes = changes
    let first = Self.monday(marks.days.first ?? 0)
    let end = Self.monday(marks.days.last ?? 0) + 7
    let most = Self.mostWeeks * 7
    guard end - first > most else {
      span = first..<end
      return
    }
    // Where there is more than can be drawn, what changes comes first.
    let touched = marks.days.first { day in marks[day].contains { $0.role != .kept } } ?? first
    let start = min(max(first, Self.monday(touched) - 7), end - most)
    span = start..<start + most
  }

  private static func monday(_ day: Int) -> Int { day - CivilDate.weekdayIndex(day) }

  func draw(y top: Int) -> (parts: [Markup], end: Int) {
    var parts: [Markup] = []
    var y = top
    if let earlier = rest({ $0 < span.lowerBound }, "before") {
      parts.append(StripText.line(earlier, x: PreviewStrip.margin, y: y + 10))
      y += 24
    }
    for start in stride(from: span.lowerBound, to: span.upperBound, by: Self.weeksPerBand * 7) {
      parts += band(start..<min(start + Self.weeksPerBand * 7, span.upperBound), y: y)
      y += 18 + 7 * Self.day + 16
    }
    y -= 10
    if let later = rest({ $0 >= span.upperBound }, "after") {
      parts.append(StripText.line(later, x: PreviewStrip.margin, y: y + 10))
      y += 14
    }
    return (parts, y)
  }

  /// `and 230 more occurrences after Sun 2028-10-08`
  private func rest(_ isOutside: (Int) -> Bool, _ preposition: String) -> String? {
    let count = changes.count { change in
      DayMark.marks(of: change).allSatisfy { isOutside($0.start.date.dayNumber) }
    }
    guard count > 0 else { return nil }
    let day = preposition == "before" ? span.lowerBound : span.upperBound - 1
    let words = "\(count.counted("more occurrence")) \(preposition) "
    return (preposition == "before" ? "" : "and ") + words + OccurrenceText.day(CivilDate(clamping: day))
  }

  private func band(_ days: Range<Int>, y: Int) -> [Markup] {
    var parts: [Markup] = []
    for index in [0, 2, 4, 6] {
      parts.append(
        StripText.line(
          OccurrenceText.weekday(CivilDate(clamping: days.lowerBound + index)), x: PreviewStrip.margin,
          y: y + 18 + index * Self.day + 14, size: "11"))
    }
    for (column, monday) in stride(from: days.lowerBound, to: days.upperBound, by: 7).enumerated() {
      let x = PreviewStrip.margin + Self.label + column * Self.week
      if let month = month(monday, isFirst: column == 0) {
        // At the right edge a year would run out of the picture.
        let isLast = column > Self.weeksPerBand - 3
        parts.append(
          StripText.line(
            month, x: isLast ? PreviewStrip.width - PreviewStrip.margin : x, y: y + 11, size: "11",
            anchor: isLast ? "end" : nil))
      }
      parts.append(
        .element(
          "rect",
          [
            "x": "\(x)", "y": "\(y + 18)", "width": "\(Self.week - 3)", "height": "\(7 * Self.day - 2)",
            "rx": "5",
            "fill": StripInk.ground,
          ]))
      for index in 0..<7 {
        parts += cell(marks[monday + index], x: x, y: y + 18 + index * Self.day)
      }
    }
    return parts
  }

  /// The month that begins in a week, with its year where that is new.
  private func month(_ monday: Int, isFirst: Bool) -> String? {
    let sunday = CivilDate(clamping: monday + 6)
    let (year, month, day) = sunday.components
    guard isFirst || day <= 7 else { return nil }
    // The next month's name needs the room.
    if isFirst, CivilDate(clamping: monday + 13).day <= 7, day > 7 { return nil }
    let name = OccurrenceText.monthName(month).prefix(3)
    return isFirst || month == 1 ? "\(name) \(year)" : String(name)
  }

  /// The weightiest sign of a day, and how many there are.
  private func cell(_ marks: [DayMark], x: Int, y: Int) -> [Markup] {
    let roles = DayMark.Role.allCases
    guard let role = roles.last(where: { role in marks.contains { $0.role == role } }) else { return [] }
    let ink = StripInk(role)
    let width = Self.week - 3
    var parts = [ink.box(x: x, y: y, width: width, height: Self.day - 2)]
    if marks.contains(where: \.isRefused) { parts.append(StripInk.refusal(x: x + width - 9, y: y + 9)) }
    guard marks.count > 1 else { return parts + [ink.sign(x: x + width / 2, y: y + 9)] }
    parts.append(ink.sign(x: x + 7, y: y + 9))
    parts.append(
      StripText.line(
        "\(marks.count)", x: x + width - 3, y: y + 13, size: marks.count > 99 ? "7.5" : "10", ink: ink.ink,
        anchor: "end"))
    return parts
  }
}
