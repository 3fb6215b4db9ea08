internal import Recurrence
public import SchedulingCore

/// The weeks of a preview as one SVG picture for a pull request or a mail.
///
/// Up to half a year of weeks stands row by row with its times; more of them as columns of signs, at most
/// two years. It is all attributes, without styles, scripts or embedded HTML, on a ground of its own that
/// light and dark pages leave readable.
public struct PreviewStrip: Sendable {
  static let width = 840
  static let margin = 24

  let preview: SeriesPreview

  /// The picture of a preview.
  public init(_ preview: SeriesPreview) { self.preview = preview }

  /// The picture in UTF-8; the same for the same preview.
  public var svg: [UInt8] {
    let headline = PreviewHeadline(preview).sentence
    let marks = DayMarks(preview)
    var parts: [Markup] = []
    var y = 30
    for line in StripText.wrapped(headline, columns: 66) {
      y += 10
      parts.append(StripText.line(line, x: Self.margin, y: y, size: "18", ink: StripInk.text, isBold: true))
      y += 14
    }
    if let subtitle = subtitle(marks) {
      parts.append(StripText.line(subtitle, x: Self.margin, y: y + 8))
      y += 18
    }
    if let extent = PreviewExtent(preview).phrase {
      parts.append(StripText.line("Shown: \(extent)", x: Self.margin, y: y + 8))
      y += 18
    }
    if !marks.days.isEmpty {
      parts += legend(marks, y: y + 20)
      y += 46
      let body = body(marks, y: y)
      parts += body.parts
      y = body.end
    }
    let height = y + 22
    let frame = Markup.element(
      "rect",
      [
        "x": "0.5", "y": "0.5", "width": "\(Self.width - 1)", "height": "\(height - 1)", "rx": "12",
        "fill": StripInk.paper, "stroke": StripInk.line,
      ])
    let picture = Markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": "\(Self.width)", "height": "\(height)",
        "viewBox": "0 0 \(Self.width) \(height)", "role": "img",
        "aria-labelledby": "series-title series-desc",
        "font-family":
          "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif",
      ],
      [
        .element("title", ["id": "series-title"], headline),
        .element("desc", ["id": "series-desc"], description(marks)), frame,
      ] + parts)
    var writer = MarkupWriter(.xml)
    writer.write(picture)
    return writer.bytes
  }

  private func subtitle(_ marks: DayMarks) -> String? {
    guard let first = marks.days.first, let last = marks.days.last else { return nil }
    let days = [first, last].map { OccurrenceText.day(CivilDate(clamping: $0)) }
    let span = first == last ? days[0] : "\(days[0]) to \(days[1])"
    return (preview.zone.map { "\($0.identifier) · " } ?? "") + span
  }

  private func description(_ marks: DayMarks) -> String {
    guard !marks.days.isEmpty else { return PreviewHeadline(preview).sentence }
    return "A calendar of the weeks with the occurrences before and after the edit: "
      + PreviewWords.counts(preview) + "."
      + (preview.conflicts.map { $0.isEmpty ? "" : " \($0.count) can't be booked." } ?? "")
      + (subtitle(marks).map { " \($0)" } ?? "")
  }

  private func body(_ marks: DayMarks, y: Int) -> (parts: [Markup], end: Int) {
    let rows = WeekRows(marks)
    if rows.fits { return rows.draw(y: y) }
    return WeekBands(marks, changes: preview.changes).draw(y: y)
  }

  private func legend(_ marks: DayMarks, y: Int) -> [Markup] {
    let present = Set(marks.byDay.values.lazy.joined().map(\.role))
    var x = Self.margin
    var parts = DayMark.Role.allCases.filter(present.contains).flatMap { role in
      let ink = StripInk(role)
      let words = Self.words(role)
      defer { x += 40 + words.count * 7 }
      return [
        ink.box(x: x, y: y - 9, width: 22, height: 18), ink.sign(x: x + 11, y: y),
        StripText.line(words, x: x + 28, y: y + 4),
      ]
    }
    if marks.byDay.values.lazy.joined().contains(where: \.isRefused) {
      parts += [StripInk.refusal(x: x, y: y), StripText.line("can't be booked", x: x + 14, y: y + 4)]
    }
    return parts
  }

  private static func words(_ role: DayMark.Role) -> String {
    switch role {
    case .kept: "kept"
    case .changed: "changed"
    case .shifted: "moved"
    case .left: "moved away"
    case .arrived: "moved here"
    case .added: "added"
    case .removed: "removed"
    }
  }
}
