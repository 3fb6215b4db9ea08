/// How the strip draws what becomes of an occurrence: a sign, and colours that only help.
///
/// All of it stands in attributes: mail programs and code hosts drop styles.
struct StripInk {
  let ink: String
  let fill: String
  /// An outline tells what comes, a broken one what goes.
  let outline: Outline
  /// Lines within 4 of the origin.
  private let sign: String

  enum Outline { case none, solid, broken }

  init(_ role: DayMark.Role) {
    switch role {
    case .kept: (ink, fill, outline, sign) = ("#525c68", "#eceef0", .none, "M-4 -2H4M-4 2H4")
    case .shifted: (ink, fill, outline, sign) = ("#1f4aae", "#e5ecfd", .none, "M-4 0H4M1 -3L4 0L1 3")
    case .left: (ink, fill, outline, sign) = ("#1f4aae", "none", .broken, "M-3 3L3 -3M-1 -3H3V1")
    case .arrived: (ink, fill, outline, sign) = ("#1f4aae", "#e5ecfd", .solid, "M-3 -3L3 3M-1 3H3V-1")
    case .changed: (ink, fill, outline, sign) = ("#74490a", "#fbeed7", .none, "M-4 -2H4M-4 2H4M2 -4L-2 4")
    case .added: (ink, fill, outline, sign) = ("#12623a", "#dff3e7", .solid, "M-4 0H4M0 -4V4")
    case .removed: (ink, fill, outline, sign) = ("#9c2720", "none", .broken, "M-4 0H4")
    }
  }

  static let text = "#1b222a"
  static let faintText = "#545f6b"
  static let line = "#e2e0d8"
  static let paper = "#ffffff"
  static let ground = "#f4f3ef"

  /// Says that a time can't be booked.
  static func refusal(x: Int, y: Int) -> Markup {
    .element(
      "path",
      [
        "d": "M0 -5V1M0 4.5V5", "transform": "translate(\(x + 5) \(y))", "fill": "none", "stroke": "#b3261e",
        "stroke-width": "2.4", "stroke-linecap": "round",
      ])
  }

  func box(x: Int, y: Int, width: Int, height: Int) -> Markup {
    .element(
      "rect",
      [
        "x": "\(x).5", "y": "\(y).5", "width": "\(width - 1)", "height": "\(height - 1)", "rx": "5",
        "fill": fill,
        "stroke": outline == .none ? nil : ink, "stroke-dasharray": outline == .broken ? "3 2" : nil,
      ])
  }

  func sign(x: Int, y: Int) -> Markup {
    .element(
      "path",
      [
        "d": sign, "transform": "translate(\(x) \(y))", "fill": "none", "stroke": ink, "stroke-width": "1.6",
        "stroke-linecap": "round", "stroke-linejoin": "round",
      ])
  }
}
