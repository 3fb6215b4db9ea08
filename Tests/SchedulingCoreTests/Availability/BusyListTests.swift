import Recurrence
import Testing

@testable import SchedulingCore

@Suite("Busy time")
struct BusyListTests {
  @Test("a search finds what a look at each interval finds, however long some are")
  func random() throws {
    var random = SeededGenerator(seed: 5)
    for size in [0, 1, 2, 15, 16, 17, 255, 257, 3000] {
      var list = BusyList()
      var all: [BusyInterval] = []
      for round in 0..<3 {
        let added = (0..<size).map { number in
          let start = Int.random(in: 0..<10_000, using: &random)
          let length =
            Int.random(in: 0..<20, using: &random) == 0 ? 5000 : Int.random(in: 1...40, using: &random)
          return BusyInterval(
            startMilliseconds: start, endMilliseconds: start + length, owner: BusyOwner(.outside),
            label: BusyInterval.Label(id: "\(round)-\(number)"))!
        }
        all += added
        list.add(added)
        for _ in 0..<50 {
          let start = Int.random(in: -100..<11_000, using: &random)
          let range = start..<start + Int.random(in: 0...300, using: &random)
          var found: [String] = []
          list.forEach(overlapping: range) { found.append(list.labels[list.entries[$0].label].id) }
          let expected = all.filter {
            !range.isEmpty && $0.startMilliseconds < range.upperBound && $0.endMilliseconds > range.lowerBound
          }
          #expect(found.sorted() == expected.map(\.label.id).sorted())
        }
      }
    }
  }

  @Test("the same event from two sources counts once")
  func repeated() throws {
    let event =
      #"{"id": "e", "appointmentStatus": "confirmed", "startTime": "2026-03-02T10:00:00Z", "endTime": "2026-03-02T11:00:00Z"}"#
    var busy = BusyTime()
    for _ in 0..<2 { try busy.add(BusySource(parsing: #"{"events": [\#(event)]}"#.utf8), zone: nil) }
    #expect(busy.count == 1)
  }

  @Test("a series is expanded where it is looked at, its instances as they are listed")
  func recurring() throws {
    let source = try BusySource(
      parsing: #"""
        {"events": [
          {"id": "M", "title": "Stand-up", "appointmentStatus": "confirmed", "assignedUserId": "u1", "calendarId": "C",
           "startTime": "2026-03-02T10:00:00Z", "endTime": "2026-03-02T10:30:00Z", "rrule": "RRULE:FREQ=DAILY"},
          {"id": "M_1772532000000_1800", "masterEventId": "M", "appointmentStatus": "cancelled",
           "startTime": "2026-03-03T10:00:00Z", "endTime": "2026-03-03T10:30:00Z"},
          {"id": "M_1772618400000_1800", "masterEventId": "M", "appointmentStatus": "confirmed",
           "startTime": "2026-03-04T12:00:00Z", "endTime": "2026-03-04T13:00:00Z"},
          {"id": "free", "appointmentStatus": "noshow", "startTime": "2026-03-05T12:00:00Z", "endTime": "2026-03-05T13:00:00Z"}
        ]}
        """#.utf8)
    var busy = BusyTime()
    try busy.add(source, zone: .utc)
    let start = try OffsetDateTime(parsing: "2026-03-02T00:00:00Z").milliseconds
    let list = try busy.expanded(in: start..<start + 4 * 86_400_000)
    #expect(
      list.entries.map { ZoneTransitions.utc.describe($0.start) } == [
        "2026-03-02T10:00:00+00:00", "2026-03-04T12:00:00+00:00", "2026-03-05T10:00:00+00:00",
      ])
    #expect(list.owners.map(\.userIDs).allSatisfy { $0 == ["u1"] })
    #expect(list.entries.map { list.labels[$0.label].seriesID } == ["M", "M", "M"])
  }

  @Test("an endless series of seconds ends with an error, not in a hang")
  func hostile() throws {
    let source = try BusySource(
      parsing: #"""
        [{"id": "M", "startTime": "2026-03-02T10:00:00Z", "endTime": "2026-03-02T10:00:01Z", "rrule": "RRULE:FREQ=SECONDLY"}]
        """#.utf8)
    var busy = BusyTime()
    try busy.add(source, zone: .utc)
    let start = try OffsetDateTime(parsing: "2026-03-02T00:00:00Z").milliseconds
    #expect(throws: ValidationFailure.self) { try busy.expanded(in: start..<start + 400 * 86_400_000) }
  }
}
