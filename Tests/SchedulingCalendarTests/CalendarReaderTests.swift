import Recurrence
import RuleSamples
import Testing

@testable import SchedulingCalendar

@Suite("Reading iCalendar")
struct CalendarReaderTests {
  private func calendar(_ lines: String..., end: String = "\r\n") -> [UInt8] {
    Array(
      (["BEGIN:VCALENDAR", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
        .joined(separator: end).utf8)
  }

  @Test(
    "Lines end with CRLF, LF or CR, and are folded with a blank or a tab", arguments: ["\r\n", "\n", "\r"])
  func lines(_ end: String) throws {
    let reader = try CalendarReader(
      calendar("SUMMARY:one", "\t and ", " more", "", "DESCRIPTION:x\\, y\\nz", end: end))
    let event = try #require(reader.components.first?.components.first)
    #expect(event.first("SUMMARY")?.text == "one and more")
    #expect(event.first("DESCRIPTION")?.text == "x, y\nz")
    #expect(event.properties.map(\.line) == [3, 7])
    #expect(reader.warnings == [])
  }

  @Test("A mark at the beginning, folds inside a character and Latin-1 are read")
  func bytes() throws {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF] + calendar("SUMMARY:Gr?ß", "LOCATION:K?ln")
    let question = UInt8(ascii: "?")
    let folded = try #require(bytes.firstIndex(of: question))
    bytes.replaceSubrange(folded...folded, with: [0xC3, 0x0D, 0x0A, 0x20, 0xBC])
    let latin = try #require(bytes.lastIndex(of: question))
    bytes[latin] = 0xF6
    let reader = try CalendarReader(bytes)
    let event = try #require(reader.components.first?.components.first)
    #expect(event.first("SUMMARY")?.text == "Grüß")
    #expect(event.first("LOCATION")?.text == "Köln")
    #expect(reader.warnings.map(\.code) == [.notUTF8])
    #expect(reader.warnings.first?.position?.line == 5)
  }

  @Test("Lines that differ from the ones before in a parameter or a value keep it")
  func alike() throws {
    let lines = [
      "EXDATE;TZID=Europe/Berlin:20260101T090000", "EXDATE;TZID=Europe/Berlin:20260102T090000",
      "EXDATE;TZID=Europe/Paris:20260102T090000", "EXDATE;TZID=\"Europe/Paris:x\":20260102T090000",
      "EXDATE;TZID=Europe/Paris;VALUE=DATE-TIME:20260102T090000Z", "EXDATE:20260102T090000Z",
      "EXDATE;TZID=Europe/Paris;VALUE=DATE-TIME:20260102T090000Z",
      "EXDATE ;TZID=Europe/Paris:20260102T090001Z",
    ]
    let events = lines.flatMap { ["BEGIN:VEVENT", $0, "END:VEVENT"] }
    let text = (["BEGIN:VCALENDAR"] + events + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
    let reader = try CalendarReader(Array(text.utf8))
    let all = try #require(reader.components.first).components.compactMap { $0.first("EXDATE") }
    #expect(
      all.map { $0.parameter("TZID") ?? "" } == [
        "Europe/Berlin", "Europe/Berlin", "Europe/Paris", "Europe/Paris:x", "Europe/Paris", "",
        "Europe/Paris", "Europe/Paris",
      ])
    #expect(all.map { $0.parameter("VALUE") != nil }.map { $0 ? 1 : 0 } == [0, 0, 0, 0, 1, 0, 1, 0])
    #expect(
      all.map(\.value) == [
        "20260101T090000", "20260102T090000", "20260102T090000", "20260102T090000", "20260102T090000Z",
        "20260102T090000Z", "20260102T090000Z", "20260102T090001Z",
      ])
    #expect(all.map(\.valueColumn) == [27, 27, 26, 30, 42, 8, 42, 27])
    #expect(reader.warnings.map(\.code) == [.noiseIgnored])
  }

  @Test("Parameters keep what their quotes hold")
  func parameters() throws {
    let reader = try CalendarReader(
      calendar(#"DTSTART;X-NOTE="Doe; Jane: x";tzid="GMT+05:30; here":20260101T100000"#))
    let property = try #require(reader.components.first?.components.first?.properties.first)
    #expect(property.parameter("TZID") == "GMT+05:30; here")
    #expect(property.value == "20260101T100000")
  }

  @Test(
    "Lines of any shape and length are passed or read in one go",
    arguments: [
      "X-ANY:" + String(repeating: "a", count: 200_000),
      "SUMMARY" + String(repeating: ";X=1", count: 50_000) + ":a",
      "SUMMARY;X=" + String(repeating: "^", count: 200_000) + ":a",
      String(repeating: "X-A:b\r\n", count: 50_000) + "X-A:b",
      String(repeating: "SUMMARY:b\r\n", count: 20_000) + "SUMMARY:c",
    ])
  func longLines(_ line: String) throws {
    let reader = try CalendarReader(calendar(line, "LOCATION:x"))
    let event = try #require(reader.components.first?.components.first)
    // Of what counts once the first is kept, and nothing of what nobody asks for.
    #expect(event.properties.count <= 2)
    #expect(event.first("LOCATION")?.value == "x")
    #expect(reader.warnings.map(\.code) == (line.contains("SUMMARY:b") ? [.propertyRepeated] : []))
  }

  @Test("More components and more dates than a calendar has are refused with their place")
  func tooMany() throws {
    let alarms = String(repeating: "BEGIN:VALARM\r\nEND:VALARM\r\n", count: 1 << 17)
    let components = #expect(throws: RecurrenceError.self) { try CalendarReader(calendar(alarms + "X-A:b")) }
    #expect(components?.code == .textTooLong)
    let dates = Array(repeating: "20260101T100000Z", count: 70_000).joined(separator: ",")
    let event = #expect(throws: RecurrenceError.self) {
      try CalendarReader(calendar("SUMMARY:a", "EXDATE:" + dates))
    }
    #expect(event?.code == .textTooLong)
    #expect(event?.position?.line == 4)
  }

  @Test("A line that is left out is reported with its place")
  func ignored() throws {
    let reader = try CalendarReader(
      calendar(
        "SUMMARY:a", "no line at all", "LOCATION:", "X-ANY:thing", "DTEND:20260101T100000Z", "LOCATION: ",
        "X-NONE:"))
    let event = try #require(reader.components.first?.components.first)
    #expect(event.properties.map(\.name) == ["SUMMARY", "DTEND"])
    #expect(reader.warnings.map(\.code) == [.lineIgnored, .textEmpty])
    #expect(reader.warnings.compactMap(\.position?.line) == [4, 5])
  }

  @Test("A component whose END lacks is ended by what holds it, where nothing of an event is lost")
  func ends() throws {
    let lines = [
      "BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VALARM", "END:VEVENT", "BEGIN:VTODO", "END:VTODO", "",
    ]
    let reader = try CalendarReader(Array(lines.joined(separator: "\n").utf8))
    #expect(reader.components.map(\.name) == ["VCALENDAR"])
    #expect(reader.components[0].components.map(\.name) == ["VEVENT", "VTODO"])
    #expect(reader.warnings.map(\.code) == [.endMissing, .endMissing])
    #expect(reader.warnings.compactMap(\.position?.line) == [3, 1])
  }

  @Test(
    "What would lose components is refused with its line",
    arguments: [
      ("", .notCalendar, nil), ("{\"id\": 1}", .notCalendar, 1), ("SUMMARY:x", .notCalendar, 1),
      ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n", .malformedCalendar, 2),
      ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", .malformedCalendar, 3),
      ("BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR\n", .malformedCalendar, 2),
    ] as [(String, RecurrenceError.Code, Int?)])
  func refused(_ text: String, _ code: RecurrenceError.Code, _ line: Int?) throws {
    let error = #expect(throws: RecurrenceError.self) { try CalendarReader(Array(text.utf8)) }
    #expect(error?.code == code)
    #expect(error?.position?.line == line)
  }

  @Test("Components nested without end are refused")
  func depth() {
    let text = String(repeating: "BEGIN:VEVENT\n", count: 100_000)
    let error = #expect(throws: RecurrenceError.self) { try CalendarReader(Array(text.utf8)) }
    #expect(error?.code == .malformedCalendar)
    #expect(error?.position?.line == 9)
  }

  @Test("A file beyond 16 MiB is refused")
  func size() {
    let error = #expect(throws: RecurrenceError.self) {
      try CalendarReader([UInt8](repeating: 10, count: CalendarReader.maximumSize + 1))
    }
    #expect(error?.code == .textTooLong)
  }

  @Test("Whatever the bytes are, reading ends", arguments: 0..<300 as Range<UInt64>)
  func fuzz(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    var bytes = calendar(
      "UID:a", "DTSTART;TZID=\"X\":20260101T090000", "RRULE:FREQ=DAILY",
      "EXDATE:20260102T090000Z,20260103T090000Z",
      "DURATION:P1DT2H", "SUMMARY:\\,\\n💫")
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: [13, 10, 32], at: place)
      default: bytes.insert(contentsOf: bytes[place...].prefix(30), at: place)
      }
    }
    do {
      let reader = try CalendarReader(bytes)
      #expect(!reader.components.isEmpty)
    } catch {
      #expect([.notCalendar, .malformedCalendar].contains(error.code))
    }
  }
}

@Suite("The zones of iCalendar files")
struct CalendarZonesTests {
  private let march = 1_772_000_000

  private func zones(_ vtimezone: CalendarComponent...) -> CalendarZones {
    CalendarZones(
      CalendarZones.definitions(in: [CalendarComponent("VCALENDAR", components: vtimezone)]),
      span: march..<march + 400 * 366 * 86_400)
  }

  @Test(
    "Names are known that are none of IANA's",
    arguments: [
      ("W. Europe Standard Time", "Europe/Berlin"), ("Pacific Standard Time", "America/Los_Angeles"),
      ("Central Standard Time (Mexico)", "America/Mexico_City"), ("UTC-11", "Etc/GMT+11"),
      ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
      ("/freeassociation.sourceforge.net/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
      ("UTC+0530", "+0530"), ("GMT-03:00", "-0300"), ("Etc/GMT+5", "Etc/GMT+5"), ("EST5EDT", "EST5EDT"),
    ])
  func names(_ name: String, _ identifier: String) throws {
    var zones = zones()
    #expect(try zones.zone(named: name, line: 7).identifier == identifier)
  }

  @Test("All names of Windows lead to a zone of the system")
  func windows() throws {
    #expect(WindowsZones.names.count == 142)
    for name in WindowsZones.names.values { _ = try ZoneTransitions.named(name) }
  }

  @Test(
    "A VTIMEZONE under any name is recognised by its clocks",
    arguments: [
      "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "America/Nuuk",
      "Africa/Cairo",
    ])
  func content(_ name: String) throws {
    let zone = try ZoneTransitions.named(name)
    var zones = zones(zone.component(named: "Our own", from: march, through: nil))
    let found = try zones.zone(named: "Our own", line: 7)
    let range = march..<march + 5 * 366 * 86_400
    #expect(found.transitions(in: range) == zone.transitions(in: range))
    #expect(found.offsetSeconds(atInstant: march) == zone.offsetSeconds(atInstant: march))
  }

  @Test("A VTIMEZONE that contradicts its name is reported")
  func contradiction() throws {
    let berlin = try ZoneTransitions.named("Europe/Berlin")
    var zones = zones(berlin.component(named: "America/New_York", from: march, through: nil))
    #expect(try zones.zone(named: "America/New_York", line: 7).identifier == "America/New_York")
    #expect(zones.warnings.map(\.code) == [.zoneDiffers])
  }

  @Test("A zone that nothing tells is an error with its line")
  func unknown() {
    var zones = zones()
    let error = #expect(throws: RecurrenceError.self) { try zones.zone(named: "Nowhere", line: 7) }
    #expect(error?.code == .unknownZone)
    #expect(error?.position?.line == 7)
  }
}
