import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

/// A calendar as the API returns it, what is busy, and which slots are free or why a time is not.
struct SlotCase: CustomTestStringConvertible {
  let json: JSONValue

  static let all: [SlotCase] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Fixtures/availability/cases.jsonl").standardizedFileURL
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.compactMap { line in (try? JSONValue(parsing: String(line))).map(SlotCase.init) }
  }()

  var testDescription: String { json["title"]?.stringValue ?? "" }

  func strings(_ value: JSONValue?) -> [String] { (value?.arrayValue ?? []).compactMap(\.stringValue) }

  func availability() throws -> Availability {
    var availability = Availability(calendar: try BookingCalendar(#require(json["calendar"])))
    let zone = availability.calendar.zone
    if let schedules = json["schedules"] {
      availability.schedules = try BookingSchedule.list(parsing: schedules.bytes())
    }
    var busy = BusyTime()
    let events = JSONValue.object(["events": json["busy"] ?? []])
    try busy.add(BusySource(parsing: events.bytes()), zone: zone)
    try busy.add(
      BusySource(parsing: (json["outside"] ?? []).bytes()), zone: zone,
      owner: BusyOwner(.outside, userIDs: ["u1"]))
    availability.busy = busy
    for other in json["others"]?.arrayValue ?? [] {
      let calendar = try BookingCalendar(other)
      availability.otherCalendars[calendar.id] = calendar
    }
    availability.now = try instant(json["now"])
    availability.users = strings(json["users"])
    let assumed = json["assume"]
    availability.assumptions = SlotAssumptions(
      closing: assumed?["closing"]?.stringValue.flatMap(SlotAssumptions.Closing.init) ?? .endsByClosing,
      buffers: assumed?["buffers"]?.stringValue.flatMap(SlotAssumptions.Buffers.init) ?? .longer,
      grid: assumed?["grid"]?.stringValue.flatMap(SlotAssumptions.Grid.init) ?? .required)
    return availability
  }

  private func instant(_ value: JSONValue?) throws -> Int? {
    try value?.stringValue.map { try OffsetDateTime(parsing: $0).milliseconds }
  }

  /// From the first day on to a time, or to the end of a day, of the calendar's clock.
  func range(in zone: ZoneTransitions) throws -> Range<Int> {
    let (from, to) = (
      try DateTimeText(parsing: json["from"]?.stringValue ?? ""),
      try DateTimeText(parsing: json["to"]?.stringValue ?? "")
    )
    let end =
      try to.local ?? #require(LocalDateTime(wallSeconds: (to.date.dayNumber + 1) * 86_400))
    let start = try #require(LocalDateTime(wallSeconds: from.date.dayNumber * 86_400))
    return try #require(zone.occurrence(at: start))
      .startMilliseconds..<#require(zone.occurrence(at: end)).startMilliseconds
  }

  var isCheck: Bool { json["check"] != nil }
}

@Suite("Slots of calendars as people set them up")
struct SlotCaseTests {
  @Test(
    "the free slots are those, and the others are refused for these reasons",
    arguments: SlotCase.all.filter { !$0.isCheck })
  func slots(_ slotCase: SlotCase) throws {
    let availability = try slotCase.availability()
    let shown = try slotCase.json["zone"]?.stringValue.map { try ZoneTransitions.named($0) }
    let list = try availability.slots(
      in: slotCase.range(in: availability.calendarZone), shownIn: shown, all: true)
    if let free = slotCase.json["free"] { #expect(list.free.map(\.start.text) == slotCase.strings(free)) }
    for (start, codes) in slotCase.json["reasons"]?.objectValue ?? [:] {
      let slot = list.slots.first { $0.start.text == start }
      let found = Set((slot?.reasons ?? []).map(\.code.rawValue)).sorted()
      // What the hours end in is no slot; a check has the reason.
      if slot == nil {
        let time = TimeSpan(
          startMilliseconds: try OffsetDateTime(parsing: start).milliseconds,
          durationSeconds: availability.calendar.slot.durationSeconds)
        let reasons = try availability.reasons(against: [time])[0]
        #expect(Set(reasons.map(\.code.rawValue)).isSuperset(of: slotCase.strings(codes)))
      } else {
        #expect(found == slotCase.strings(codes))
      }
    }
  }

  @Test("a time is refused for these reasons", arguments: SlotCase.all.filter(\.isCheck))
  func check(_ slotCase: SlotCase) throws {
    let check = try #require(slotCase.json["check"])
    let time = TimeSpan(
      startMilliseconds: try OffsetDateTime(parsing: check["start"]?.stringValue ?? "").milliseconds,
      durationSeconds: Int(try #require(check["minutes"]?.integerValue)) * 60)
    let reasons = try slotCase.availability().reasons(against: [time])[0]
    #expect(Set(reasons.map(\.code.rawValue)).sorted() == slotCase.strings(check["reasons"]))
  }

  @Test("each reason is in a case")
  func everyReason() {
    let text = SlotCase.all.map { $0.json.text() }.joined()
    for code in [
      "USER", "COLLECTIVE", "CONFLICT", "BOOKED", "BLOCKED", "NOTICE", "TOOFAR", "DAYLIMIT", "SLOTMAX",
      "BUFFER",
      "DURATION", "PAST", "NO SEATS", "INACTIVE", "HOURS", "GRID", "LENGTH",
    ] {
      #expect(text.contains(code), "\(code)")
    }
  }
}
