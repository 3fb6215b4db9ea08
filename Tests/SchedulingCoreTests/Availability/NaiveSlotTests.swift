import Recurrence
import RuleSamples
import Testing

@testable import SchedulingCore

@Suite("Slots against a minute-by-minute reference")
struct NaiveSlotTests {
  /// Set to run as many random cases.
  private static let count = environmentNumber("SLOT_CASES") ?? 400
  private static let seed = UInt64(environmentNumber("SLOT_SEED") ?? 1)

  @Test("random calendars, schedules and busy sets have the same free slots for the same reasons")
  func slots() throws {
    var random = SeededGenerator(seed: Self.seed)
    var counts = ReasonCounts()
    for number in 0..<Self.count {
      let booking = try BookingCase.random(using: &random)
      let expected = try NaiveBooking(booking).answers()
      let range = booking.from * 60_000..<booking.to * 60_000
      let availability = try booking.availability()
      let slots = try availability.slots(in: range, all: true).slots
      let found = slots.map { slot in
        NaiveBooking.Answer(
          start: slot.start.milliseconds / 60_000, isFree: slot.isFree, reasons: slot.reasons.names)
      }
      try #require(found.map(\.start) == expected.map(\.start), "case \(number), \(booking.zone.identifier)")
      for (found, expected) in zip(found, expected) where found != expected {
        Issue.record(
          "case \(number), \(booking.zone.identifier), \(booking.kind): \(found) instead of \(expected)")
        return
      }
      #expect(try availability.slots(in: range).slots.map(\.start) == slots.filter(\.isFree).map(\.start))
      for slot in slots { counts.add(slot.reasons) }
    }
    counts.check(
      [
        "free", "USER", "COLLECTIVE", "CONFLICT", "BOOKED", "BLOCKED", "NOTICE", "TOOFAR", "DAYLIMIT",
        "SLOTMAX",
        "BUFFER", "DURATION", "PAST", "NO SEATS", "RESOURCE", "INACTIVE",
      ], of: Self.count)
  }

  @Test("the occurrences of random series are refused for the same reasons")
  func series() throws {
    var random = SeededGenerator(seed: Self.seed &+ 1_000_000)
    var counts = ReasonCounts()
    for number in 0..<Self.count {
      let booking = try BookingCase.random(using: &random)
      var start = booking.from + Int.random(in: 0..<600, using: &random)
      if Bool.random(using: &random) { start -= start % booking.interval }
      // Seats of a class are taken by those who start with it.
      let booked = booking.events.filter { $0.kind == .appointment && $0.start >= booking.from }
      if booking.kind == "class_booking", let event = booked.randomElement(using: &random) {
        start = event.start
      }
      let step = [60, 240, 720, 1440].randomElement(using: &random)!
      let length = [booking.duration, booking.duration, 25, 300].randomElement(using: &random)!
      let times = (0..<8).map { (start: start + $0 * step, length: length) }.filter { $0.start < booking.to }
      let expected = try NaiveBooking(booking).reasons(against: times)
      let found = try booking.availability().reasons(
        against: times.map {
          TimeSpan(startMilliseconds: $0.start * 60_000, durationSeconds: $0.length * 60)
        },
        ofSeries: "own")
      for (time, (found, expected)) in zip(times, zip(found, expected)) {
        try #require(
          found.names == expected, "case \(number), \(booking.zone.identifier), \(booking.kind), \(time)")
        counts.add(found)
      }
    }
    counts.check(
      [
        "free", "USER", "COLLECTIVE", "CONFLICT", "BOOKED", "BLOCKED", "NOTICE", "TOOFAR", "DAYLIMIT",
        "SLOTMAX",
        "BUFFER", "DURATION", "PAST", "NO SEATS", "RESOURCE", "INACTIVE", "HOURS", "GRID", "LENGTH",
      ], of: Self.count)
  }
}

/// How often each reason was given.
private struct ReasonCounts {
  private var counts: [String: Int] = [:]

  mutating func add(_ reasons: [AvailabilityReason]) {
    if reasons.isEmpty { counts["free", default: 0] += 1 }
    for code in Set(reasons.map(\.code.rawValue)) { counts[code, default: 0] += 1 }
  }

  /// Each of them occurs 200 times in 20,000 cases.
  func check(_ codes: [String], of cases: Int) {
    print(
      "Reasons:", counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    for code in codes { #expect(counts[code, default: 0] >= 200 * cases / 20_000, "\(code)") }
  }
}

extension [AvailabilityReason] {
  /// `CODE` or `CODE user`.
  fileprivate var names: Set<String> { Set(map { $0.code.rawValue + ($0.userID.map { " \($0)" } ?? "") }) }
}
