import SchedulingCore
import Testing

@testable import SeriesReport

@Suite("What a preview says in text, page and strip alike")
struct PreviewWordsTests {
  private static let second = "M_1772546400000_1800"
  private static let third = "M_1772632800000_1800"

  /// The three, as one reads them.
  private func all(_ preview: SeriesPreview) -> [String] {
    [
      PreviewText(preview).text, String(decoding: PreviewPage(preview).html, as: UTF8.self),
      String(decoding: PreviewStrip(preview).svg, as: UTF8.self),
    ]
  }

  private static let parts: [(rule: String, window: PreviewWindow, words: String)] = [
    ("RRULE:FREQ=DAILY", PreviewWindow(), "the first 20 occurrences; the series has no end"),
    ("RRULE:FREQ=DAILY;COUNT=5", PreviewWindow(limit: 2), "the first 2 of the 5 occurrences"),
    (
      "RRULE:FREQ=DAILY;COUNT=10", PreviewWindow(range: 1_772_514_000_000..<1_772_686_800_000),
      "2 of the 10 occurrences, from Tue 2026-03-03 to Wed 2026-03-04"
    ),
    (
      "RRULE:FREQ=DAILY", PreviewWindow(range: 1_772_514_000_000..<1_772_686_800_000, limit: 1),
      "the first occurrence, from Tue 2026-03-03 to Wed 2026-03-04; the series has no end"
    ),
  ]

  @Test("tells which occurrences were looked at", arguments: parts)
  func extent(rule: String, window: PreviewWindow, words: String) throws {
    let preview = try PreviewExample.daily(["title": "Other", "toNotify": false], rule: rule, window: window)
    let texts = all(preview)
    #expect(texts[0].contains(" changed (\(words))\n"), "\(texts[0])")
    #expect(texts[1].ranges(of: "<p class=\"note\">Shown: \(words).</p>").count == 2)
    #expect(texts[2].contains(">Shown: \(words)<") && texts[2].contains("(\(words))."))
    for text in texts { #expect(!text.contains("whole series, ")) }
  }

  @Test("tells of both sides of a cut through a series without end")
  func endlessCut() throws {
    let preview = try PreviewExample.daily(
      ["title": "Other"], rule: "RRULE:FREQ=DAILY", id: "M_1775826000000_1800", scope: .following)
    for text in all(preview) {
      #expect(
        text.contains(
          "20 occurrences before Fri 2026-04-10 and the first 20 from then on; the series has no end"))
    }
  }

  @Test("says nothing of a part where all is shown")
  func whole() throws {
    for text in all(try PreviewExample.daily(["title": "Other"])) { #expect(!text.contains("Shown: ")) }
  }

  @Test("shows no rule beside an edit of a single instance")
  func instance() throws {
    let preview = try PreviewExample.daily(["title": "Other"], id: Self.second)
    for text in all(preview) { #expect(!text.contains("Rule ")) }
    #expect(preview.recurrenceAfter == preview.recurrenceBefore)
    let removed = try PreviewExample.daily(["rrule": .null, "ignoreFreeSlotValidation": true])
    #expect(PreviewText(removed).text.contains("Rule after   none\n"))
  }

  @Test("speaks of no new series and of no cut where the following are cancelled")
  func followingCancelled() throws {
    let preview = try PreviewExample.daily(
      [:], id: Self.second, scope: .following, cancellation: Cancellation())
    for text in all(preview) + (preview.plan?.steps.map(\.summary) ?? []) {
      for words in ["new one", "new series", "begins", "in two", "the cut"] {
        #expect(!text.contains(words), "\(words)")
      }
    }
    #expect(
      PreviewText(preview).text.hasPrefix(
        """
        Target       the series M, which ends before \(Self.second)
        Why          \(Self.second) names one instance of the series M.
                     The edit is for this and the following instances.
                     \(Self.second) and what follows it are cancelled: the series ends before it.

        """))
    #expect(
      preview.plan?.steps.map(\.summary) == [
        "End the series M with its last occurrence before those that are cancelled."
      ])
  }

  @Test("tells how many instances are cancelled at once")
  func several() throws {
    let preview = try PreviewExample.daily(
      [:], id: Self.second, cancellation: Cancellation(), others: [try InstanceID(parsing: Self.third)])
    for text in all(preview).prefix(2) {
      #expect(text.contains("2 instances of the series M, each alone"))
      #expect(text.contains("\(Self.third) names one instance of the series M."))
    }
    #expect(all(preview)[1].contains("Preview of an edit of 2 instances of <code>M</code>"))
  }

  @Test("tells of an instance that a wider edit is addressed to, and of one that is cancelled first")
  func overrides() throws {
    let listed = try Appointment.list(
      parsing: Array(#"[{"id":"\#(Self.second)","title":"Own"},{"id":"\#(Self.third)","title":"Own"}]"#.utf8))
    let named = try PreviewExample.daily(
      ["title": "Other"], id: Self.second, scope: .whole, events: listed)
    #expect(named.overrides.map(\.kind) == [.edited, .kept])
    #expect(
      PreviewWords.fates(in: named) == [
        "The edit is addressed to it: it gets the edit's values and keeps what else is its own.",
        "It stays what it is, its id included.",
      ])
    let cancelled = try PreviewExample.daily(
      [:], id: Self.third, scope: .following, events: listed, cancellation: Cancellation())
    #expect(
      PreviewWords.fates(in: cancelled) == [
        "It stays what it is, its id included.",
        "Its occurrence is gone, and what was its own with it. A request of its own cancels it first, as it might "
          + "remain.",
      ])
    let summary = "Cancel \(Self.third), which may remain though the series loses its occurrence."
    for text in all(cancelled).prefix(2) { #expect(text.contains(summary)) }
  }
}
