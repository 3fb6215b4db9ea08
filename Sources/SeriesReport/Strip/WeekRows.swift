internal import Recurrence
internal import SchedulingCore

/// Weeks as rows, with the times of each day.
struct WeekRows {
  /// Half a year.
  private static let mostWeeks = 26
  private static let marksPerDay = 4
  private static let label = 68
  private static let day = (PreviewStrip.width - 2 * PreviewStrip.margin - label) / 7
  private static let mark = 23

  private let marks: DayMarks
  /// The Mondays of the weeks that hold anything.
  private let weeks: [Int]

  init(_ marks: DayMarks) {
    self.marks = marks
    var weeks: [Int] = []
    for day in marks.days {
      let monday = day - CivilDate.weekdayIndex(day)
      if weeks.last != monday { weeks.append(monday) }
    }
    self.weeks = weeks
  }

  var fits: Bool { weeks.count <= Self.mostWeeks }

  func draw(y top: Int) -> (parts: [Markup], end: Int) {
    var y = top
    var parts = Weekday.allCases.map { weekday in
      StripText.line(
        OccurrenceText.weekday(weekday), x: Self.x(ofDay: Int(weekday.rawValue)) + 4, y: y + 10, size: "11.5")
    }
    y += 18
    var year: Int?
    var offset: Int?
    for (index, monday) in weeks.enumerated() {
      if index > 0, monday - weeks[index - 1] > 7 {
        parts += gap(weeks: (monday - weeks[index - 1]) / 7 - 1, y: y)
        y += 22
      }
      var hints: [String] = []
      let newYear = CivilDate(clamping: monday).year
      if newYear != year { hints.append("\(newYear)") }
      year = newYear
      if let newOffset = offsetChange(monday, from: offset) {
        hints.append(OffsetDateTime.offsetText(newOffset))
        offset = newOffset
      }
      let week = week(monday, y: y, hints: hints)
      parts += week.parts
      y += week.height
    }
    return (parts, y)
  }

  /// The offset of a week, where it is not the one before it.
  private func offsetChange(_ monday: Int, from old: Int?) -> Int? {
    (monday..<monday + 7).lazy.flatMap { marks[$0] }.map(\.offsetSeconds).last.flatMap {
      $0 == old ? nil : $0
    }
  }

  private static func x(ofDay index: Int) -> Int { PreviewStrip.margin + label + index * day }

  private func rule(y: Int) -> Markup {
    .element(
      "path",
      [
        "d": "M\(PreviewStrip.margin) \(y).5H\(PreviewStrip.width - PreviewStrip.margin)",
        "stroke": StripInk.line,
      ])
  }

  /// Weeks that hold nothing are counted, not drawn.
  private func gap(weeks: Int, y: Int) -> [Markup] {
    [
      rule(y: y),
      StripText.line(
        weeks.counted("week") + " without any", x: Self.x(ofDay: 0) + 4, y: y + 15, size: "11"),
    ]
  }

  private func week(_ monday: Int, y: Int, hints: [String]) -> (parts: [Markup], height: Int) {
    let date = CivilDate(clamping: monday)
    var parts = [
      rule(y: y),
      StripText.line(OccurrenceText.shortDay(date), x: PreviewStrip.margin, y: y + 17, ink: StripInk.text),
    ]
    for (line, hint) in hints.enumerated() {
      parts.append(StripText.line(hint, x: PreviewStrip.margin, y: y + 31 + line * 13, size: "11"))
    }
    var most = 1
    for index in 0..<7 {
      let x = Self.x(ofDay: index)
      let all = marks[monday + index]
      let number = CivilDate(clamping: monday + index).day
      parts.append(
        StripText.line(
          "\(number)", x: x + 4, y: y + 15, size: "10.5", ink: all.isEmpty ? "#6b7580" : StripInk.text,
          isBold: !all.isEmpty))
      let shown = all.count > Self.marksPerDay ? all.prefix(Self.marksPerDay - 1) : all[...]
      for (place, mark) in shown.enumerated() { parts += chip(mark, x: x, y: y + 20 + place * Self.mark) }
      if shown.count < all.count {
        parts.append(
          StripText.line(
            "\(all.count - shown.count) more", x: x + 6, y: y + 34 + shown.count * Self.mark, size: "11"))
      }
      most = max(most, min(all.count, Self.marksPerDay))
    }
    return (parts, max(26 + most * Self.mark, 26 + hints.count * 13))
  }

  private func chip(_ mark: DayMark, x: Int, y: Int) -> [Markup] {
    let ink = StripInk(mark.role)
    var texts: [Markup] = [
      .element(
        "tspan", ["text-decoration": mark.role.isGone || mark.role == .shifted ? "line-through" : nil],
        mark.clock)
    ]
    switch mark.role {
    case .shifted:
      texts.append(
        .element(
          "tspan", ["dx": "4", "font-weight": "600"], mark.counterpart.map(OccurrenceText.clock) ?? ""))
    case .left, .arrived:
      texts.append(
        .element("tspan", ["dx": "4"], mark.counterpart.map { OccurrenceText.shortDay($0.date) } ?? ""))
    default: break
    }
    let refusal = mark.isRefused ? [StripInk.refusal(x: x + Self.day - 15, y: y + 10)] : []
    return [
      ink.box(x: x + 1, y: y, width: Self.day - 4, height: 20), ink.sign(x: x + 11, y: y + 10),
      .element("text", ["x": "\(x + 20)", "y": "\(y + 14)", "font-size": "11", "fill": ink.ink], texts),
    ] + refusal
  }
}
