internal import Recurrence
internal import SchedulingCore

// The months, before and after laid over each other.
extension PreviewPage {
  /// More marks than that on a day are counted, not drawn: the list has them all.
  private static let marksPerDay = 4

  var calendar: PageSection? {
    let marks = DayMarks(preview)
    guard !marks.days.isEmpty else { return nil }
    var months: [(year: Int, month: Int)] = []
    for day in marks.days {
      let (year, month, _) = CivilDate.components(dayNumber: day)
      if months.last?.year != year || months.last?.month != month { months.append((year, month)) }
    }
    return PageSection(
      "calendar", "Calendar", title: "Before and after, month by month",
      extent + [
        legend(marks),
        .element(
          "div", ["class": isLong ? "months long" : "months"], months.map { month($0.year, $0.month, marks) }),
      ])
  }

  private func legend(_ marks: DayMarks) -> Markup {
    let present = Set(marks.byDay.values.lazy.joined().map(\.role))
    let words: [(role: DayMark.Role, example: [Markup], text: String)] = [
      (.kept, [.text("10:00")], "stays as it is"),
      (.shifted, Self.clocks("10:00", "10:30"), "moves within the day"),
      (.left, [.element("s", [:], "10:00")], "moves to another day"),
      (.arrived, [.text("10:30")], "comes from another day"),
      (.changed, [.text("10:00")], "changes at the same time"),
      (.added, [.text("10:00")], "is added"),
      (.removed, [.element("s", [:], "10:00")], "is removed"),
    ]
    return .element(
      "ul", ["class": "legend", "aria-label": "Legend"],
      words.filter { present.contains($0.role) }.map { word in
        .element(
          "li", [:],
          [.element("span", ["class": "sign m \(word.role.rawValue)", "aria-hidden": "true"], word.example)]
            + [.text(" \(word.text)")])
      })
  }

  private func month(_ year: Int, _ month: Int, _ marks: DayMarks) -> Markup {
    let first = CivilDate.dayNumber(year: year, month: month, day: 1)
    let days = first..<first + CivilDate.daysInMonth(year: year, month: month)
    let monday = first - CivilDate.weekdayIndex(first)
    let weeks = stride(from: monday, to: days.upperBound, by: 7).map { monday in
      Markup.element(
        "tr", [:], (monday..<monday + 7).map { days.contains($0) ? day($0, marks[$0]) : .element("td") })
    }
    return .element(
      "div", ["class": "month"],
      [
        .element(
          "table", [:],
          [
            .element("caption", [:], OccurrenceText.month(year, month)),
            .element("thead", [:], [.element("tr", [:], Self.weekdays)]),
            .element("tbody", [:], weeks),
          ])
      ])
  }

  private static let weekdays: [Markup] = Weekday.allCases.map {
    .element("th", ["scope": "col"], OccurrenceText.weekday($0))
  }

  private func day(_ number: Int, _ marks: [DayMark]) -> Markup {
    let label = Markup.element("b", [:], "\(CivilDate.components(dayNumber: number).day)")
    guard !marks.isEmpty else { return .element("td", [:], [label]) }
    // One more is drawn rather than counted.
    let shown = marks.count > Self.marksPerDay + 1 ? marks.prefix(Self.marksPerDay) : marks[...]
    var contents = [label] + shown.map(mark)
    if shown.count < marks.count {
      contents.append(.element("span", ["class": "more"], "\(marks.count - shown.count) more"))
    }
    return .element("td", ["class": "has"], contents)
  }

  private func mark(_ mark: DayMark) -> Markup {
    let contents: [Markup]
    switch mark.role {
    case .kept, .changed, .added: contents = [.text(mark.clock)]
    case .removed: contents = [.element("s", [:], mark.clock)]
    case .shifted: contents = Self.clocks(mark.clock, mark.counterpart.map(OccurrenceText.clock) ?? "")
    case .left:
      contents = [.element("s", [:], mark.clock), .element("i", [:], "to \(Self.short(mark.counterpart))")]
    case .arrived: contents = [.text(mark.clock), .element("i", [:], "from \(Self.short(mark.counterpart))")]
    }
    let refusal = mark.isRefused ? [Markup.element("strong", ["title": PreviewWords.refused], "!")] : []
    return .element(
      "span", ["class": "sign m \(mark.role.rawValue)"],
      [.element("span", ["class": "heard"], "\(mark.role.kind.rawValue) ")] + contents + refusal)
  }

  private static func clocks(_ before: String, _ after: String) -> [Markup] {
    [.element("s", [:], before), .text(" "), .element("span", [:], after)]
  }

  /// `3 Dec`.
  private static func short(_ time: LocalDateTime?) -> String {
    time.map { OccurrenceText.shortDay($0.date) } ?? ""
  }
}
