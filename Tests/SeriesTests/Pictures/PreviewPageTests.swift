import Foundation
import SchedulingCore
import Testing

@testable import SeriesReport

@Suite("The page of a preview")
struct PreviewPageTests {
  private func page(_ preview: SeriesPreview) -> String {
    String(decoding: PreviewPage(preview).html, as: UTF8.self)
  }

  private static let later: JSONValue = ["startTime": "2026-03-02T09:30:00-05:00", "toNotify": false]

  @Test("tells every occurrence, override, request, finding and assumption")
  func complete() throws {
    let preview = try PreviewExample.split()
    let page = page(preview)
    var texts = preview.changes.flatMap { [$0.before, $0.after].compactMap { $0?.id.description } }
    texts += preview.changes.flatMap { $0.reasons.map(\.description) + $0.notes.map(\.description) }
    texts += preview.overrides.map(\.oldID) + preview.findings.map(\.message)
    texts += preview.findings.compactMap(\.remedy) + preview.assumptionStatements.map(\.sentence)
    texts += (preview.plan?.steps ?? []).flatMap { [$0.summary, $0.request.path] + $0.undo.map(\.path) }
    #expect(texts.count > 80)
    texts.append("Every Tuesday and Thursday, until December 4, 2026 at 12:00 AM UTC")
    for text in texts { #expect(page.contains(text), "\(text)") }
  }

  @Test("is the same each time, and one element inside the other")
  func structure() throws {
    let preview = try PreviewExample.split()
    let page = page(preview)
    #expect(page == self.page(preview))
    for name in ["html", "head", "body", "header", "nav", "main", "footer", "h1", "style", "script", "form"] {
      #expect(page.ranges(of: "<\(name)>").count + page.ranges(of: "<\(name) ").count == 1, "\(name)")
      #expect(page.ranges(of: "</\(name)>").count == 1, "\(name)")
    }
    for name in [
      "table", "tr", "td", "th", "section", "ul", "li", "span", "div", "p", "code", "pre", "label",
    ] {
      let opened = page.ranges(of: "<\(name)>").count + page.ranges(of: "<\(name) ").count
      #expect(opened > 0 && opened == page.ranges(of: "</\(name)>").count, "\(name)")
    }
    #expect(page.ranges(of: "<table").count == page.ranges(of: "<caption").count)
    #expect(page.ranges(of: " data-kind=").count == preview.changes.count)
  }

  @Test("loads nothing, and its policy admits only its own style and script")
  func alone() throws {
    let page = page(try PreviewExample.split())
    for word in ["http:", "https:", " src=", "url(", "@import", " style=", " onclick="] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("style-src '\(PageStyle.hash)'"))
    #expect(page.contains("script-src '\(PageScript.hash)'"))
    // What would end the element before its end.
    #expect(!"\(PageStyle.text)".contains("</") && !"\(PageScript.text)".contains("</"))
  }

  /// Fails, with the right hash, whenever the style or the script changes.
  @Test("names its style and script by their hashes")
  func hashes() throws {
    #expect("\(PageStyle.hash)" == (try Self.hash(of: "\(PageStyle.text)")))
    #expect("\(PageScript.hash)" == (try Self.hash(of: "\(PageScript.text)")))
  }

  /// As a content security policy spells it, from SHA-256 by the system's own program.
  private static func hash(of text: String) throws -> String {
    let folder = try TemporaryFolder()
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    #if os(macOS)
      process.arguments = ["shasum", "-a", "256"]
    #else
      process.arguments = ["sha256sum"]
    #endif
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: try folder.file("text", text)))
    process.standardOutput = output
    try process.run()
    let digits = Array(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
    let bytes = stride(from: 0, to: min(64, digits.count - 1), by: 2).compactMap { place in
      UInt8(String(digits[place...place + 1]), radix: 16)
    }
    try #require(bytes.count == 32)
    return "sha256-\(Data(bytes).base64EncodedString())"
  }

  @Test("shows text from outside as text")
  func hostile() throws {
    let title = "<script>alert(1)</script>\"'&\u{202E}שלום🎉"
    let page = page(try PreviewExample.daily(["title": .string(title), title: "<b>", "toNotify": false]))
    #expect(page.ranges(of: "<script").count == 1)
    #expect(!page.contains("<b>\"") && !page.contains("\u{202E}"))
    // In the body of the request, as JSON has it.
    #expect(page.contains(#"&lt;script&gt;alert(1)&lt;/script&gt;\"'&amp;\u202eשלום🎉"#))
    // In the reason of each change, where only the name of the field stands.
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\"'&amp;\u{FFFD}שלום🎉"))
  }

  @Test("names the appointment by its title, as text")
  func title() throws {
    let page = page(try PreviewExample.daily(Self.later, title: "Tea & <b>cake</b>"))
    let sentence = "In the whole series, 5 occurrences start 30 min later."
    #expect(page.contains("<title>Tea &amp; &lt;b&gt;cake&lt;/b&gt;: \(sentence)</title>"))
    #expect(
      page.contains(
        #"<h1><span class="name">Tea &amp; &lt;b&gt;cake&lt;/b&gt;<span class="heard">:</span></span> \#(sentence)</h1>"#
      ))
    let nameless = self.page(try PreviewExample.daily(Self.later, title: " "))
    #expect(nameless.contains("<title>\(sentence)</title>") && nameless.contains("<h1>\(sentence)</h1>"))
  }

  @Test("says that nothing can be sent, and shows no request then")
  func errors() throws {
    let page = page(try PreviewExample.daily(["endTime": "2026-03-02T08:00:00-05:00"]))
    #expect(page.contains("Can't be sent"))
    #expect(page.contains("Nothing can be sent until the errors above are fixed."))
    #expect(!page.contains("<pre"))
    // The rule after is not known then.
    #expect(!page.contains("Rule after"))
  }

  @Test("puts each mark on its day, counts what does not fit, and draws no empty month")
  func calendar() throws {
    let page = page(
      try PreviewExample.daily(
        Self.later, rule: "RRULE:FREQ=HOURLY;INTERVAL=3;COUNT=9\nRDATE:20260601T130000Z"))
    #expect(page.contains("<caption>March 2026</caption>") && page.contains("<caption>June 2026</caption>"))
    #expect(!page.contains("<caption>April 2026</caption>"))
    // Monday has five: all are drawn.
    #expect(!page.contains("class=\"more\""))
    let more = self.page(try PreviewExample.daily(Self.later, rule: "RRULE:FREQ=HOURLY;COUNT=12"))
    #expect(more.contains("<span class=\"more\">8 more</span>"))
  }

  @Test("stays below two megabytes with 1,000 occurrences")
  func size() throws {
    let preview = try PreviewExample.daily(Self.later, rule: "RRULE:FREQ=DAILY;COUNT=1000")
    #expect(preview.changes.count == 1000)
    #expect(PreviewPage(preview).html.count < 2_000_000)
  }
}
