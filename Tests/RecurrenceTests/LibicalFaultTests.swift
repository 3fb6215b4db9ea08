import Foundation
import Testing

@testable import Recurrence

@Suite("The known faults of libical")
struct LibicalFaultTests {
  /// A case in which libical 3.0.16 expands a valid rule wrongly, with the right answer.
  struct Deviation: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let dtstart: String
    let tz: String?
    let lines: [String]
    let limit: Int?
    let expected: [String]?

    var testDescription: String { "\(id) \(lines.joined(separator: " ")) from \(dtstart)" }
  }

  static let deviations: [Deviation] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/libical-deviations.jsonl")
    guard let lines = try? String(contentsOf: file, encoding: .utf8).split(separator: "\n") else { return [] }
    return lines.compactMap { try? JSONDecoder().decode(Deviation.self, from: Data($0.utf8)) }
  }()

  @Test("Every case is there")
  func count() { #expect(Self.deviations.count == 50) }

  @Test(
    "A rule that libical gets wrong is refused for its fault, or comes out right",
    arguments: deviations)
  func refusedOrCured(_ deviation: Deviation) throws {
    let line = try #require(deviation.lines.first)
    guard let expected = deviation.expected else {
      #expect(throws: RecurrenceError.self) { try RecurrenceRule(parsing: line, reading: .strict) }
      return
    }
    let rule = try RecurrenceRule(parsing: line)
    let isAllDay = !deviation.dtstart.contains("T")
    let start = try local(deviation.dtstart)
    let iterator: LibicalIterator
    do {
      iterator = try LibicalIterator(rule: rule, start: start, isAllDay: isAllDay)
    } catch {
      #expect(error.code == .unsupported)
      #expect(!LibicalFault.faults(of: rule, start: start).isEmpty, "\(error)")
      return
    }
    #expect(LibicalFault.faults(of: rule, start: start).isEmpty)
    // UNTIL and the zone's gaps are not the iterator's.
    var expectedWalls = try expected.map { try local($0).wallSeconds }
    if deviation.tz != nil { expectedWalls = try nominal(expected, rule, start) }
    var walls: [Int] = []
    while walls.count < max(expected.count, 1), let wall = iterator.next() { walls.append(wall) }
    #expect(walls == expectedWalls)
  }

  private func local(_ text: String) throws -> LocalDateTime {
    switch try RecurrenceDate(parsing: text) {
    case .date(let date): try #require(LocalDateTime(date: date))
    case .local(let local, zone: _): local
    case .instant: throw RecurrenceError(.invalidDate, "A local time is expected.")
    }
  }

  /// What the rule names on a clock without a zone, where the zone's gap moves one of the times.
  private func nominal(_ expected: [String], _ rule: RecurrenceRule, _ start: LocalDateTime) throws -> [Int] {
    if rule.frequency == .hourly {
      return expected.indices.map { start.wallSeconds + $0 * 3600 * rule.interval }
    }
    return try expected.map { try local($0).date.dayNumber * 86_400 + start.secondOfDay }
  }
}
