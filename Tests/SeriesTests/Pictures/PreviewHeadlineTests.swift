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
    let sentence: String

    var testDescription: String { sentence }
  }

  private static let second = "M_1772546400000_1800"

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
  ]

  @Test("tells how many occurrences do what", arguments: cases)
  func sentence(_ example: Case) throws {
    let preview = try PreviewExample.daily(
      example.edit, rule: example.rule, id: example.id, scope: example.scope)
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
