/// A part of the page that has a heading and stands in its table of contents.
struct PageSection {
  let id: String
  /// In the table of contents.
  let name: String
  /// How many things it holds, where that is worth telling.
  let count: Int?
  let markup: Markup

  /// - Parameter title: The heading; the short name where it says enough.
  init(_ id: String, _ name: String, title: String? = nil, count: Int? = nil, _ contents: [Markup]) {
    self.id = id
    self.name = name
    self.count = count
    let heading = "\(id)-heading"
    markup = .element(
      "section", ["id": id, "aria-labelledby": heading],
      [.element("h2", ["id": heading], title ?? name)] + contents)
  }
}

extension Markup {
  /// A table that has a caption, for those who hear it, and column headings.
  static func table(
    class name: String, caption: String, isCaptionShown: Bool = false, columns: [String], rows: [Markup]
  ) -> Markup {
    .element(
      "table", ["class": name],
      [
        .element("caption", ["class": isCaptionShown ? nil : "heard"], caption),
        .element(
          "thead", [:],
          [.element("tr", [:], columns.map { .element("th", ["scope": "col"], $0) })]),
        .element("tbody", [:], rows),
      ])
  }

  /// An id; where there is none, a dash, and a word for those who hear it.
  static func id(_ id: String?) -> Markup {
    guard let id else {
      return .element(
        "span", ["class": "none"],
        [.element("span", ["aria-hidden": "true"], "—"), .element("span", ["class": "heard"], "none")])
    }
    return .element("code", [:], id)
  }
}
