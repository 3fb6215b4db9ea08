import Foundation
import Recurrence
import RuleSamples
import SchedulingCore
import Testing

@testable import SchedulingCalendar

@Suite("A series in a calendar file and back")
struct CalendarRoundTripTests {
  private func event(
    _ series: Series, _ master: Appointment, options: ExpansionOptions
  ) throws -> (CalendarEvent, [UInt8], SeriesCalendar) {
    var calendar = SeriesCalendar()
    try calendar.add(series, master: master)
    let file = try CalendarFile(parsing: calendar.bytes)
    return (try file.event(options: options), calendar.bytes, calendar)
  }

  @Test("comes back with its instants, rules, overrides, ids and fields", arguments: 0..<300 as Range<UInt64>)
  func random(_ seed: UInt64) throws {
    var generator = SeriesGenerator(seed: seed)
    var random = SplitMix(seed: seed)
    let sample = try generator.next()
    let duration = sample.start.isAllDay ? 86_400 * Int.random(in: 1...3, using: &random) : 1800
    var plain = try Series(
      masterID: "M_\(seed)", start: sample.start, durationSeconds: duration, text: sample.text,
      options: sample.options)
    let starts = plain.recurrences.occurrences.prefix(60).map(\.startMilliseconds)
    if starts.isEmpty { return }
    var fields: JSONObject = [
      "id": .string(plain.masterID), "title": "Review; of, “all”\\\nthat", "address": "Köln 💫",
      "appointmentStatus": .string(
        ["new", "confirmed", "showed", "noshow"].randomElement(using: &random) ?? "new"),
      "calendarId": "C", "users": ["a", "b"], "nothing": .null,
    ]
    fields["rrule"] = .string(sample.text.formatted())
    let offset = plain.start.zone.offsetSeconds(atInstant: plain.startMilliseconds / 1000)
    func time(_ milliseconds: Int) throws -> JSONValue {
      .string(try #require(OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset)).text)
    }
    fields["startTime"] = try time(plain.startMilliseconds)
    fields["endTime"] = try time(plain.startMilliseconds + duration * 1000)
    let master = try Appointment(.object(fields))

    var overrides: [InstanceOverride] = []
    for start in Set(starts.shuffled(using: &random).prefix(3)) {
      let id = try plain.instanceID(startMilliseconds: start)
      var own: JSONObject = ["id": .string(id.description), "masterEventId": .string(plain.masterID)]
      if Bool.random(using: &random) { own["id"] = .string("own-\(start)") }
      own["title"] = "Moved"
      if Bool.random(using: &random) { own["appointmentStatus"] = "cancelled" }
      let moved = start + (Bool.random(using: &random) ? 5_400_000 : 0)
      own["startTime"] = try time(moved)
      own["endTime"] = try time(moved + (Bool.random(using: &random) ? duration * 1000 : 2_700_000))
      overrides.append(InstanceOverride(original: id, appointment: try Appointment(.object(own))))
    }
    overrides.sort { $0.original.startMilliseconds < $1.original.startMilliseconds }
    plain = try Series(
      masterID: plain.masterID, start: plain.start, durationSeconds: duration, text: plain.text,
      options: plain.options, overrides: overrides)

    let (read, bytes, written) = try event(plain, master, options: sample.options)
    let back = try #require(try read.series(options: sample.options))
    // Told with a warning, a rule is not the whole truth any more.
    guard written.findings.allSatisfy({ $0.code.rawValue == "severalRules" }) else { return }
    #expect(back.recurrences.occurrences.prefix(60).map(\.startMilliseconds) == starts)
    #expect(back.recurrences.count() == plain.recurrences.count())
    #expect(back.masterID == plain.masterID)
    #expect(back.durationSeconds == duration)
    #expect(back.start.isAllDay == plain.start.isAllDay)
    #expect(back.start.zone.identifier == plain.start.zone.identifier)
    #expect(back.start.local == plain.start.local)
    #expect(
      back.text.canonical.rules
        == plain.text.canonical.rules.map { rule in
          // An UNTIL that was local may come back in UTC.
          if case .until = rule.end {
            return back.text.canonical.rules.first {
              $0.parts == rule.parts && $0.frequency == rule.frequency
            } ?? rule
          }
          return rule
        })
    #expect(back.overrides.map(\.original) == overrides.map(\.original))
    for (left, right) in zip(back.overrides, overrides) {
      #expect(left.appointment.id == right.appointment.id)
      #expect(left.appointment.startTime?.milliseconds == right.appointment.startTime?.milliseconds)
      #expect(left.appointment.durationSeconds == right.appointment.durationSeconds)
      #expect(left.ownFields(beside: read.appointment) == right.ownFields(beside: master))
    }
    for (key, value) in fields where !["rrule", "startTime", "endTime"].contains(key) {
      #expect(read.appointment.json[key] == value, "\(key)")
    }
    // What was read is written the same.
    var again = SeriesCalendar()
    try again.add(back, master: read.appointment)
    #expect(String(decoding: again.bytes, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
  }

  @Test("An event that occurs once comes back, too")
  func single() throws {
    let event = try Appointment(
      .object([
        "id": "once", "title": "Visit", "startTime": "2026-10-20T10:00:00-04:00",
        "endTime": "2026-10-20T10:30:00-04:00",
      ]))
    var calendar = SeriesCalendar(stampSeconds: 0)
    try calendar.add(event, zone: .named("America/New_York"))
    let read = try CalendarFile(parsing: calendar.bytes).event("once")
    #expect(read.text == nil)
    #expect(read.appointment.startTime == event.startTime)
    #expect(read.appointment.endTime == event.endTime)
    #expect(read.appointment.title == "Visit")
  }

  @Test("A recurrence that other hands edited counts, and not what stood beside it")
  func edited() throws {
    let start = try #require(LocalDateTime(year: 2026, month: 3, day: 3, hour: 9))
    let series = try Series(
      masterID: "M", start: RecurrenceStart(start, in: .named("America/New_York")), durationSeconds: 1800,
      text: RecurrenceText(parsing: "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3"))
    var calendar = SeriesCalendar()
    try calendar.add(series)
    let text = String(decoding: calendar.bytes, as: UTF8.self)
    #expect(text.contains("\r\nX-SERIES-RECURRENCE:"))
    let edited = text.replacing("RRULE:FREQ=WEEKLY;COUNT=3", with: "RRULE:FREQ=WEEKLY;COUNT=5")
    let read = try CalendarFile(parsing: Array(edited.utf8)).event()
    #expect(try read.series()?.recurrences.count() == 5)
    #expect(read.findings.map(\.code).contains(.recurrenceEdited))
  }
}
