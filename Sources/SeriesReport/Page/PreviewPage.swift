internal import Recurrence
public import SchedulingCore

/// A preview as one page of HTML: nothing is loaded from elsewhere, and without its script only the
/// filters and the buttons that copy are missing.
public struct PreviewPage: Sendable {
  let preview: SeriesPreview

  /// The page of a preview.
  public init(_ preview: SeriesPreview) { self.preview = preview }

  /// The page in UTF-8; the same for the same preview.
  public var html: [UInt8] {
    var writer = MarkupWriter(.html)
    writer.write(.verbatim("<!DOCTYPE html>\n"))
    writer.write(.element("html", ["lang": "en"], [head, body]))
    return writer.bytes
  }

  private var head: Markup {
    .element(
      "head", [:],
      [
        .element("meta", ["charset": "utf-8"]),
        .element("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy]),
        .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .element("meta", ["name": "color-scheme", "content": "light dark"]),
        .element("meta", ["name": "referrer", "content": "no-referrer"]),
        .element("title", [:], name.map { "\($0): \(headline)" } ?? headline),
        .element("style", [:], [.verbatim(PageStyle.text)]),
      ])
  }

  /// Nothing but this style and this script, whatever might have slipped into the page.
  private static let policy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; "
    + "style-src '\(PageStyle.hash)'; script-src '\(PageScript.hash)'"

  private var body: Markup {
    // What stands in the way comes before what there is to see.
    let first = preview.hasErrors ? [findings, calendar] : [calendar, findings]
    let sections =
      (first + [
        occurrences, conflicts, collisions, overrides, target, requests, ids, exclusions, assumptions,
      ]).compactMap { $0 }
    return .element(
      "body", [:],
      [
        .element("a", ["class": "skip", "href": "#main"], "Skip to the content"),
        .element(
          "header", ["class": "top"], [.element("div", ["class": "wide"], summary + [navigation(sections)])]),
        .element("main", ["id": "main", "class": "wide", "tabindex": "-1"], sections.map(\.markup)),
        .element(
          "footer", ["class": "wide"],
          [.element("p", [:], "Made by series preview. Nothing was sent.")]),
        .element("div", ["id": "said", "class": "heard", "role": "status"]),
        .element("script", [:], [.verbatim(PageScript.text)]),
      ])
  }

  /// Whether browsers should lay out months only as they come into view.
  var isLong: Bool { preview.changes.count > 300 }

  var headline: String { PreviewHeadline(preview).sentence }

  // MARK: The top

  private var summary: [Markup] {
    [
      .element("p", ["class": "eyebrow"], [.text("Preview of an edit")] + requestID),
      .element("h1", [:], heading),
      status,
      tiles,
    ]
  }

  /// The appointment's title.
  private var name: String? { preview.title.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } }

  private var heading: [Markup] {
    guard let name else { return [.text(headline)] }
    return [
      .element("span", ["class": "name"], [.text(name), .element("span", ["class": "heard"], ":")]),
      .text(" " + headline),
    ]
  }

  private var requestID: [Markup] {
    guard let decision = preview.decision else { return [] }
    let count = PreviewWords.instances(decision)
    guard case .instance(let id) = decision.target, count > 1 else {
      return [.text(" of "), .element("code", [:], decision.requestID)]
    }
    return [.text(" of \(count) instances of "), .element("code", [:], id.masterID)]
  }

  private var status: Markup {
    let errors = preview.findings.count { $0.severity == .error }
    guard errors == 0, let steps = preview.plan?.steps, !steps.isEmpty else {
      return .element(
        "p", ["class": "sign status bad"],
        [
          .element("b", [:], "Can't be sent"),
          .text(errors == 0 ? "" : ": \(errors.counted("error stands", "errors stand")) in the way."),
        ])
    }
    return .element(
      "p", ["class": "sign status good"],
      [
        .element("b", [:], "Can be sent"),
        .text(steps.count == 1 ? ": one request." : ": \(steps.count) requests, in order."),
      ])
  }

  /// How many of each kind; what there is none of is left out.
  private var tiles: Markup {
    let kinds = OccurrenceChange.Kind.allCases.filter { preview.counts[$0] > 0 }
    return .element(
      "ul", ["class": "tiles", "aria-label": "Occurrences by kind of change"],
      kinds.map { kind in
        .element(
          "li", ["class": "tile \(kind.rawValue)"],
          [
            .element("b", [:], "\(preview.counts[kind])"), .text(" "),
            .element("span", ["class": "sign"], kind.rawValue),
          ])
      })
  }

  private func navigation(_ sections: [PageSection]) -> Markup {
    .element(
      "nav", ["aria-label": "Sections"],
      [
        .element(
          "ul", [:],
          sections.map { section in
            .element(
              "li", [:],
              [
                .element(
                  "a", ["href": "#\(section.id)"], section.name + (section.count.map { " \($0)" } ?? ""))
              ])
          })
      ])
  }
}
