import Recurrence
import Testing

@testable import SchedulingCalendar

@Suite("VTIMEZONE")
struct ZoneComponentTests {
  /// The offsets that a VTIMEZONE tells, by onset; read as RFC 5545, section 3.6.5, says.
  private func onsets(
    _ component: CalendarComponent, through end: Int
  ) throws -> [(instant: Int, offset: Int)] {
    var found: [(instant: Int, offset: Int)] = []
    for observance in component.components {
      func offset(_ name: String) throws -> Int {
        let text = try #require(observance.first(name)).value
        let digits = Array(text.dropFirst()).compactMap(\.wholeNumberValue)
        let seconds = digits.count > 4 ? digits[4] * 10 + digits[5] : 0
        let size = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60 + seconds
        return text.hasPrefix("-") ? -size : size
      }
      let (from, to) = (try offset("TZOFFSETFROM"), try offset("TZOFFSETTO"))
      var lines = ["DTSTART:" + (try #require(observance.first("DTSTART"))).value]
      lines += observance.properties.filter { ["RRULE", "RDATE"].contains($0.name) }.map {
        "\($0.name):\($0.value)"
      }
      var text = try RecurrenceText(parsing: lines.joined(separator: "\n"))
      guard case .local(let start, zone: _)? = text.start else { continue }
      text.start = nil
      // The local times of the clock that ends, as if it were the only one.
      let set = try RecurrenceSet(text, start: RecurrenceStart(start, in: .utc))
      for occurrence in set.occurrences(in: Int.min..<end * 1000 + 86_400_000) {
        found.append((occurrence.startMilliseconds / 1000 - from, to))
      }
      #expect(set.contains(start.wallSeconds * 1000), "DTSTART is no onset of \(lines)")
    }
    return found.sorted { $0.instant < $1.instant }
  }

  private static let spans: [(first: String, last: String?)] = [
    ("20260101T000000", nil), ("19700101T000000", nil), ("20110601T000000", "20120601T000000"),
    ("19410501T000000", "19470101T000000"), ("20380101T000000", "20400101T000000"),
  ]

  @Test(
    "It tells the zone's offsets at and around each change",
    arguments: [
      "America/New_York", "Europe/Berlin", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kolkata",
      "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "America/Nuuk", "Asia/Jerusalem",
      "Africa/Cairo",
      "Antarctica/Troll", "America/St_Johns", "Africa/Monrovia", "Europe/Lisbon", "Asia/Gaza", "+05:30",
      "Asia/Tehran",
    ], spans.indices)
  func offsets(_ name: String, _ span: Int) throws {
    let zone = try ZoneTransitions.named(name)
    func seconds(_ text: String) throws -> Int {
      guard case .local(let local, zone: _) = try RecurrenceDate(parsing: text) else { return 0 }
      return local.wallSeconds
    }
    let first = try seconds(Self.spans[span].first)
    let last = try Self.spans[span].last.map(seconds)
    let component = zone.component(named: name, from: first, through: last)
    let end = last ?? first + 80 * 366 * 86_400
    let onsets = try onsets(component, through: end)
    #expect(onsets.first.map { $0.instant < first } == true)
    var probes = Array(stride(from: first, through: end, by: 11 * 86_400 + 1234)) + [first, end]
    for transition in zone.transitions(in: first..<end) {
      probes += [transition.instant - 1, transition.instant]
    }
    for probe in probes {
      let offset = try #require(onsets.last { $0.instant <= probe }).offset
      #expect(offset == zone.offsetSeconds(atInstant: probe), "\(probe)")
      if offset != zone.offsetSeconds(atInstant: probe) { break }
    }
  }

  @Test("A yearly rule tells what goes on for ever, also across the end of a month")
  func rules() throws {
    func rules(_ name: String) throws -> [String] {
      try ZoneTransitions.named(name).component(named: name, from: 1_790_000_000, through: nil).components
        .compactMap { $0.first("RRULE")?.value }
    }
    #expect(
      try rules("America/New_York") == [
        "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
      ])
    #expect(try rules("Africa/Cairo").contains("FREQ=YEARLY;BYYEARDAY=-67,-66,-65,-64,-63,-62,-61;BYDAY=FR"))
    #expect(try rules("Asia/Kolkata") == [])
  }

  @Test("calls the first clock daylight where it is a summer's")
  func firstClock() throws {
    // A series that begins in August of 2025 needs the clocks of the summer before.
    let zone = try ZoneTransitions.named("America/New_York")
    let first = try #require(
      zone.component(named: "America/New_York", from: 1_754_500_000, through: nil).components.first)
    #expect(first.name == "DAYLIGHT")
    #expect(first.first("TZNAME")?.value == "EDT")
    #expect(first.first("TZOFFSETTO")?.value == "-0400")
  }
}
