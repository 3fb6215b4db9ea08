import SchedulingCore
import Testing

@testable import SeriesReport

@Suite("The sentence over a preview")
struct PreviewHeadlineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var edit: JSONValue
    var rule: String? = "RRULE:FREQ=DAILY;COUNT=5"
    var id: String?
    var scope: EditScope?
    var window = PreviewWindow()
    var cancellation: Cancellation?
    let sentence: String

    var testDescription: String { sentence }
  }

  private static let second = "M_1772546400000_1800"

  /// From midnight to midnight in New York.
  private static func days(_ range: ClosedRange<Int>) -> PreviewWindow {
    let midnight = 1_772_427_600_000
    return PreviewWindow(
      range: midnight + (range.lowerBound - 2) * 86_400_000..<midnight + (range.upperBound - 1) * 86_400_000)
  }

  private static let later: JSONValue = ["startTime": "2026-03-02T09:30:00-05:00", "toNotify": false]
  private static let flag: JSONValue = ["toNotify": false]

  private static let cases = [
    Case(
      edit: ["startTime": "2026-03-02T09:30:00-05:00", "toNotify": false],
      sentence: "In the whole series, 5 occurrences start 30 min later."),
    Case(
      edit: ["startTime": "2026-03-02T07:30:00-05:00", "endTime": "2026-03-02T08:00:00-05:00"],
      sentence: "In the whole series, 5 occurrences start 1 h 30 min earlier."),
    Case(edit: ["title": "Other"], sentence: "In the whole series, 5 occurrences change."),
    Case(
      edit: ["title": "Other"], id: second, sentence: "1 occurrence changes; 4 stay as they are."),
    Case(
      edit: ["startTime": "2026-03-03T10:00:00-05:00", "endTime": "2026-03-03T10:30:00-05:00"], id: second,
      scope: .following,
      sentence: "From Tue 2026-03-03 on, 4 occurrences start 1 h later; 1 stays as it is."),
    Case(
      edit: ["rrule": "RRULE:FREQ=DAILY;COUNT=6\nEXDATE:20260303T140000Z", "ignoreFreeSlotValidation": true],
      sentence: "In the whole series, 1 occurrence is added and 1 is removed; 4 stay as they are."),
    Case(edit: ["title": "Daily"], sentence: "None of the 5 occurrences changes."),
    Case(edit: ["title": "Other"], rule: nil, sentence: "The event changes."),
    Case(edit: ["endTime": "2026-03-02T08:00:00-05:00"], sentence: "The edit can't be carried out."),
    Case(
      edit: ["rrule": "RRULE:FREQ=DAILY;COUNT=2", "ignoreFreeSlotValidation": true], rule: nil,
      sentence: "The event becomes a series: 1 occurrence changes and 1 is added."),
    // Endless.
    Case(
      edit: later, rule: "RRULE:FREQ=DAILY",
      sentence: "All of the first 20 occurrences start 30 min later; the series has no end."),
    Case(
      edit: ["title": "Other"], rule: "RRULE:FREQ=DAILY", id: second,
      sentence: "1 of the first 20 occurrences changes; 19 stay as they are; the series has no end."),
    Case(
      edit: ["title": "Daily"], rule: "RRULE:FREQ=DAILY",
      sentence: "None of the first 20 occurrences changes; the series has no end."),
    Case(
      edit: ["title": "Other"], rule: "RRULE:FREQ=DAILY", window: PreviewWindow(endlessLimit: 1),
      sentence: "The first occurrence changes; the series has no end."),
    Case(
      edit: ["title": "Other"], rule: "RRULE:FREQ=DAILY", id: second, scope: .following,
      sentence:
        "From Tue 2026-03-03 on, all of the first 20 occurrences change; 1 before stays as it is; the series has no end."
    ),
    Case(
      edit: flag, rule: "RRULE:FREQ=DAILY", id: second, scope: .following, cancellation: Cancellation(),
      sentence:
        "From Tue 2026-03-03 on, all of the first 20 occurrences are removed; 1 before stays as it is; "
        + "the series had no end before."),
    Case(
      edit: ["rrule": "RRULE:FREQ=DAILY", "ignoreFreeSlotValidation": true],
      sentence:
        "15 of the first 20 occurrences are added; 5 stay as they are; the series has no end from now on."),
    // A limit.
    Case(
      edit: later, window: PreviewWindow(limit: 3),
      sentence: "All of the first 3 of the 5 occurrences start 30 min later."),
    // A window.
    Case(
      edit: later, window: days(3...4),
      sentence: "From Tue 2026-03-03 to Wed 2026-03-04, 2 of the 5 occurrences start 30 min later."),
    Case(
      edit: ["title": "Other"], id: second, window: days(3...4),
      sentence:
        "From Tue 2026-03-03 to Wed 2026-03-04, 1 of the 5 occurrences changes; 1 stays as it is."),
    Case(
      edit: later, rule: "RRULE:FREQ=DAILY", window: days(3...3),
      sentence: "On Tue 2026-03-03, 1 occurrence starts 30 min later; the series has no end."),
    Case(
      edit: later, window: PreviewWindow(range: 1_772_550_000_000..<Int.max),
      sentence: "From Tue 2026-03-03 10:00 on, 3 of the 5 occurrences start 30 min later."),
    Case(
      edit: ["title": "Other"], id: second, scope: .following, window: days(2...4),
      sentence:
        "From Mon 2026-03-02 to Wed 2026-03-04, with the series cut at Tue 2026-03-03, 2 of the 5 occurrences change; "
        + "1 stays as it is."),
    Case(
      edit: flag, id: second, scope: .following, window: days(2...4), cancellation: Cancellation(),
      sentence: "From Mon 2026-03-02 to Wed 2026-03-04, with the series ended before Tue 2026-03-03, "
        + "2 of the 5 occurrences are removed; 1 stays as it is."),
    Case(
      edit: later, window: days(7...7), sentence: "There is no occurrence on Sat 2026-03-07."),
    // One that shows all there is.
    Case(
      edit: later, window: days(1...28), sentence: "In the whole series, 5 occurrences start 30 min later."),
    Case(
      edit: flag, id: second, scope: .following, cancellation: Cancellation(),
      sentence: "From Tue 2026-03-03 on, 4 occurrences are removed; 1 stays as it is."),
  ]

  @Test("tells how many occurrences do what", arguments: cases)
  func sentence(_ example: Case) throws {
    let preview = try PreviewExample.daily(
      example.edit, rule: example.rule, id: example.id, scope: example.scope, window: example.window,
      cancellation: example.cancellation)
    #expect(PreviewHeadline(preview).sentence == example.sentence)
  }

  @Test("tells of the shipped series what the README shows")
  func split() throws {
    #expect(
      PreviewHeadline(try PreviewExample.split()).sentence
        == "From Tue 2026-10-13 on, 7 occurrences move, 1 changes, 6 are added and 2 are removed; 3 stay as they are."
    )
  }
}
