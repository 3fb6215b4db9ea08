import Foundation
import Recurrence
import SchedulingCore
import Testing

@testable import SchedulingCalendar

/// Zones that a VTIMEZONE defines. `.ci/referee vtimezones` asks dateutil and zoneinfo.
@Suite("A VTIMEZONE as a zone of its own")
struct ZoneDefinitionTests {
  private struct Answers: Decodable {
    var definition: String?
    var walls: [[Int]]?
    var zone: String?
    var instants: [[Int]]?
  }

  private static let casesFile = ProcessInfo.processInfo.environment["SERIES_VTIMEZONE_CASES"]

  @Test("agrees with dateutil's tzical and with zoneinfo", .enabled(if: casesFile != nil))
  func referees() throws {
    let file = try #require(Self.casesFile)
    var compared = 0
    for line in try Data(contentsOf: URL(filePath: file)).split(separator: UInt8(ascii: "\n")) {
      let answers = try JSONDecoder().decode(Answers.self, from: Data(line))
      if let definition = answers.definition {
        let zone = try ZoneTransitions(identifier: "Random", definition: definition)
        for row in answers.walls ?? [] {
          let local = try #require(LocalDateTime(wallSeconds: row[0]))
          #expect(
            zone.occurrence(at: local).map { Int($0.offsetSeconds) } == row[1], "\(row) of \(definition)")
        }
      }
      if let name = answers.zone {
        let zone = try copy(of: ZoneTransitions.named(name))
        for row in answers.instants ?? [] {
          #expect(zone.offsetSeconds(atInstant: row[0]) == row[1], "\(name) \(row)")
        }
      }
      compared += (answers.walls?.count ?? 0) + (answers.instants?.count ?? 0)
    }
    #expect(compared > 500)
    print("\(compared) offsets of VTIMEZONEs")
  }

  private func copy(of zone: ZoneTransitions) throws -> ZoneTransitions {
    let component = zone.component(named: "Copy", from: 0, through: nil)
    return try ZoneTransitions(identifier: "Copy", definition: component.contentLines)
  }

  @Test(
    "has the clocks of the zone that it copies, and its names",
    arguments: [
      "America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kolkata",
      "America/Nuuk",
      "Africa/Cairo", "Pacific/Apia", "America/St_Johns", "Asia/Tokyo",
    ])
  func copies(_ name: String) throws {
    let zone = try ZoneTransitions.named(name)
    let copy = try copy(of: zone)
    let range = 0..<1_000_000 * 86_400
    #expect(copy.transitions(in: range) == zone.transitions(in: range))
    for transition in zone.transitions(in: range).suffix(3) {
      #expect(
        copy.abbreviation(atInstant: transition.instant) == zone.abbreviation(atInstant: transition.instant))
    }
    #expect(copy.agrees(with: zone, in: range))
  }

  @Test("differs from another zone where it does, and not before")
  func agreement() throws {
    let newYork = try copy(of: .named("America/New_York"))
    let other = try ZoneTransitions.named("America/Havana")
    // Both have winter until March.
    #expect(newYork.agrees(with: other, in: 1_768_000_000..<1_770_000_000))
    #expect(!newYork.agrees(with: other, in: 1_768_000_000..<1_800_000_000))
  }

  @Test(
    "is refused where a part lacks",
    arguments: [
      "BEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE",
      "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0100\nEND:STANDARD\nEND:VTIMEZONE",
      "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nTZOFFSETFROM:+0100\nEND:STANDARD\nEND:VTIMEZONE",
      "BEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+9900\nEND:STANDARD",
      "BEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=X\nEND:STANDARD",
    ])
  func refused(_ definition: String) {
    let error = #expect(throws: RecurrenceError.self) {
      try ZoneTransitions(identifier: "X", definition: definition)
    }
    #expect(error?.code == .invalidZoneData)
  }

  private static let oldRules = """
    BEGIN:VTIMEZONE
    TZID:Eastern
    X-NOTE:kept
    BEGIN:STANDARD
    DTSTART:19671029T020000
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
    TZOFFSETFROM:-0400
    TZOFFSETTO:-0500
    TZNAME:EST
    END:STANDARD
    BEGIN:DAYLIGHT
    DTSTART:19870405T020000
    RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU
    TZOFFSETFROM:-0500
    TZOFFSETTO:-0400
    TZNAME:EDT
    END:DAYLIGHT
    END:VTIMEZONE

    """

  private func file() throws -> CalendarFile {
    let text =
      "BEGIN:VCALENDAR\n" + Self.oldRules + """
        BEGIN:VEVENT
        UID:u
        DTSTART;TZID=Eastern:20260312T090000
        DTEND;TZID=Eastern:20260312T100000
        RRULE:FREQ=WEEKLY;COUNT=6
        END:VEVENT
        END:VCALENDAR

        """
    return try CalendarFile(parsing: Array(text.utf8))
  }

  @Test("is written as it came, and read the same")
  func written() throws {
    let event = try file().event()
    let series = try #require(try event.series())
    #expect(series.start.zone.definition == Self.oldRules)
    var calendar = SeriesCalendar()
    try calendar.add(series, master: event.appointment)
    let again = try CalendarFile(parsing: calendar.bytes).event()
    #expect(again.zone.definition == Self.oldRules)
    let starts = try #require(try again.series()).recurrences.occurrences.map { OffsetDateTime($0)?.text }
    #expect(starts == series.recurrences.occurrences.map { OffsetDateTime($0)?.text })
    #expect(
      starts.compactMap(\.self).map { $0.suffix(6) } == [
        "-05:00", "-05:00", "-05:00", "-05:00", "-04:00", "-04:00",
      ])
  }

  @Test("stays in a stored preview")
  func stored() throws {
    let event = try file().event()
    var request = PreviewRequest(
      event: event.appointment, edit: try AppointmentEdit(parsing: #"{"title":"T"}"#.utf8))
    request.zone = event.zone
    let read = try JSONDecoder().decode(PreviewRequest.self, from: JSONEncoder().encode(request))
    #expect(read.zone?.definition == Self.oldRules)
    let preview = try JSONDecoder().decode(SeriesPreview.self, from: Data(request.preview().json()))
    #expect(preview.zone?.definition == Self.oldRules)
    #expect(preview.zone?.offsetSeconds(atInstant: 1_775_000_000) == -5 * 3600)
  }
}
