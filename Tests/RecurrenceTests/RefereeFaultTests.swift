import Foundation
@testable import Recurrence
import RuleSamples
import Testing

/// Fixtures/referee-faults.jsonl lists where a referee is wrong, by which clause, with the least example
/// of each. `.ci/referee dateutil --faults` runs dateutil on its part of the list.
@Suite("The list of the referees' faults")
struct RefereeFaultTests {
  struct Entry: Decodable, Sendable, CustomTestStringConvertible {
    let referee: String
    let id: String
    let rule: String
    let dtstart: String
    let limit: Int
    let right: [String]
    /// Absent where the referee refuses the rule.
    let wrong: [String]?
    /// Whether the answer is right and comes far too late.
    let slow: Bool?
    let reason: String

    var testDescription: String { "\(id): \(rule) from \(dtstart)" }
  }

  static let entries: [Entry] = {
    let file = URL(filePath: #filePath).appending(path: "../../../Fixtures/referee-faults.jsonl").standardized
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
  }()

  static let ofLibical = entries.filter { $0.referee.hasPrefix("libical") }

  @Test("Every fault that excuses libical is in the list, and the list can be read")
  func complete() throws {
    let named = Set(Self.ofLibical.map(\.id))
    #expect(LibicalFault.allCases.map(\.rawValue).filter { !named.contains($0) } == [])
    #expect(Self.entries.count == 44)
    #expect(Self.entries.allSatisfy { $0.reason.hasPrefix("RFC ") })
  }

  // Another release may err otherwise: its own faults are for whoever moves to it.
  @Test(
    "libical is still wrong; where it has been fixed, the fault is to be struck off",
    .enabled(if: RawLibical.isTheListedRelease), arguments: ofLibical)
  func libical(_ entry: Entry) throws {
    var answer: [String]?
    let time = processorTime {
      answer = RawLibical.times(of: entry.rule, from: entry.dtstart, limit: entry.limit)
    }
    if entry.slow == true {
      #expect(answer == entry.right)
      #expect(time > .milliseconds(10), "libical has learnt to skip: \(time)")
    } else {
      #expect(answer != entry.right, "libical has been fixed")
    }
    #expect(answer == entry.wrong, "libical is wrong in another way than it was")
  }

  @Test("A fault of the list is known by the condition of its name", arguments: ofLibical)
  func condition(_ entry: Entry) throws {
    let rule = try RecurrenceRule(parsing: entry.rule)
    let faults = LibicalFault.faults(of: rule, start: try WrittenTimes.start(entry.dtstart).local)
    // The others go by another spelling of the rule, which libical gets right.
    #expect(faults.contains { $0.rawValue == entry.id } == (LibicalFault(rawValue: entry.id) != nil))
  }

  @Test("What the list calls right is so by the naive expander", arguments: entries)
  func naive(_ entry: Entry) throws {
    let rule = try RecurrenceRule(parsing: entry.rule)
    // It knows no RSCALE.
    guard !entry.rule.contains("RSCALE") else { return }
    let start = try WrittenTimes.start(entry.dtstart)
    let expander = NaiveExpander(rule, start: start.local.wallSeconds, isAllDay: start.isAllDay)
    // It looks at every day: as far as the list goes, or a century.
    let last = try entry.right.last.map { try WrittenTimes.start($0).local.wallSeconds }
    let end = last ?? start.local.wallSeconds + 100 * 366 * 86_400
    let found = expander.occurrences(first: entry.limit, through: end)
    let written = try found.map {
      WrittenTimes.written(try #require(LocalDateTime(wallSeconds: $0)), start)
    }
    #expect(written == entry.right)
  }

  @Test("The product answers right", arguments: entries)
  func product(_ entry: Entry) throws {
    let start = try WrittenTimes.start(entry.dtstart)
    let set = try RecurrenceSet(parsing: entry.rule, start: start, cache: nil)
    #expect(try WrittenTimes.written(set, limit: entry.limit) == entry.right)
  }
}
