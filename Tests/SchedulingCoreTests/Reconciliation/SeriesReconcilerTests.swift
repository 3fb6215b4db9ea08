import Foundation
import Recurrence
import SchedulingCore
import Testing

@Suite("A webhook against the series that are stored")
struct SeriesReconcilerTests {
  struct Case: Codable, Sendable, CustomTestStringConvertible {
    let title: String
    let expect: String
    let payload: JSONValue

    var testDescription: String { title }
  }

  private static func file(_ name: String) -> [UInt8] {
    let url = URL(filePath: #filePath).appending(path: "../../../../Fixtures/notices/\(name)").standardized
    return Array((try? Data(contentsOf: url)) ?? Data())
  }

  static let cases: [Case] = file("cases.jsonl").split(separator: UInt8(ascii: "\n")).compactMap {
    try? JSONDecoder().decode(Case.self, from: Data($0))
  }

  static func known() throws -> [KnownSeries] {
    let events = try Appointment.list(parsing: file("series.json"))
    return try events.filter { $0.rrule != nil }.map { master in
      var findings: [Diagnostic] = []
      let series = try Series(
        master, events: events, zone: ZoneTransitions.named("America/New_York"), diagnostics: &findings)
      return KnownSeries(master: master, series: series)
    }
  }

  private static func text(_ match: NoticeMatch) -> String {
    let subject =
      switch match.subject {
      case .master: "master"
      case .occurrence(let id, _): id.description
      case .missing(let id, let absence): "missing \(absence.reason.rawValue) \(id)"
      }
    let changes = match.changes.map(\.field).sorted().joined(separator: ",")
    return "\(subject) \(match.basis.rawValue) \(match.storedCopy.rawValue)"
      + (changes.isEmpty ? "" : " \(changes)")
  }

  private static func outcome(_ payload: JSONValue) throws -> String {
    let notice: AppointmentNotice
    do throws(ValidationFailure) {
      notice = try AppointmentNotice(payload)
    } catch {
      return "error \(error.code.rawValue)"
    }
    switch SeriesReconciler(try known()).reconcile(notice) {
    case .known(let match): return text(match)
    case .ambiguous(let matches): return "ambiguous \(matches.map(\.masterID).joined(separator: " "))"
    case .unknown(let reason, _): return "unknown \(reason.rawValue)"
    }
  }

  @Test("is placed as the case says", arguments: cases)
  func place(example: Case) throws {
    #expect(try Self.outcome(example.payload) == example.expect)
  }

  @Test("All cases are read")
  func count() throws {
    #expect(Self.cases.count == 31)
    #expect(try Self.known().map(\.series.overrides.count) == [1, 0, 0])
  }

  @Test("An occurrence by its id is placed as locating places it, for every slot of a series")
  func everySlot() throws {
    let known = try Self.known()
    for stored in known {
      for (index, occurrence) in stored.series.recurrences.occurrences(from: Int.min).enumerated() {
        let id = try stored.series.instanceID(startMilliseconds: occurrence.startMilliseconds)
        let notice = AppointmentNotice(.updated, try Appointment(.object(["id": .string(id.description)])))
        guard case .known(let match) = SeriesReconciler(known).reconcile(notice),
          case .occurrence(id, let place) = match.subject
        else {
          Issue.record("\(id)")
          continue
        }
        #expect(place.index == index && match.storedCopy == .current && match.masterID == stored.master.id)
      }
    }
  }
}
