import Recurrence
import SchedulingCore
import Testing

@Suite struct SeriesOverlapTests {
  private func series(_ rule: String, hour: Int, overrides: [InstanceOverride] = []) throws -> Series {
    let start = try #require(LocalDateTime(year: 2026, month: 1, day: 5, hour: hour))
    return try Series(
      masterID: "m\(hour)", start: RecurrenceStart(start, in: ZoneTransitions.named("America/New_York")),
      durationSeconds: 3600, text: RecurrenceText(parsing: rule), overrides: overrides)
  }

  private func override(_ original: String, from start: String, to end: String, status: String = "confirmed")
    throws
    -> InstanceOverride
  {
    let json = """
      {"id":"\(original)","startTime":"\(start)","endTime":"\(end)","appointmentStatus":"\(status)"}
      """
    return InstanceOverride(
      original: try InstanceID(parsing: original),
      appointment: try Appointment(parsing: json.utf8))
  }

  @Test("Neighbouring series never overlap until a buffer lies between them")
  func buffers() throws {
    let nine = try series("FREQ=DAILY", hour: 9)
    let ten = try series("FREQ=DAILY", hour: 10)
    guard case .never = try nine.firstOverlap(with: ten) else {
      Issue.record("neighbours overlap")
      return
    }
    guard case .overlap(let first, let second) = try nine.firstOverlap(with: ten, bufferAfterSeconds: 60)
    else {
      Issue.record("the buffer is ignored")
      return
    }
    #expect(first.startMilliseconds == 1_767_621_600_000)
    #expect(second.startMilliseconds == first.startMilliseconds + 3_600_000)
    #expect(throws: Diagnostic.self) { try nine.firstOverlap(with: ten, bufferBeforeSeconds: -1) }
  }

  @Test("An instance that was moved onto the other series overlaps it, a cancelled one does not")
  func overrides() throws {
    let ten = try series("FREQ=DAILY", hour: 10)
    // 7 January at 09:00, half an hour later; its own hour is over.
    let moved = try override(
      "m9_1767794400000_3600", from: "2026-01-07T09:30:00-05:00", to: "2026-01-07T10:30:00-05:00")
    let nine = try series("FREQ=DAILY", hour: 9, overrides: [moved])
    guard case .overlap(let first, let second) = try nine.firstOverlap(with: ten) else {
      Issue.record("no overlap")
      return
    }
    #expect(first.override == moved)
    #expect(first.startMilliseconds == 1_767_796_200_000)
    #expect(second.startMilliseconds == 1_767_798_000_000)
    let cancelled = try override(
      "m9_1767794400000_3600", from: "2026-01-07T09:30:00-05:00", to: "2026-01-07T10:30:00-05:00",
      status: "cancelled")
    guard case .never = try series("FREQ=DAILY", hour: 9, overrides: [cancelled]).firstOverlap(with: ten)
    else {
      Issue.record("a cancelled instance overlaps")
      return
    }
  }
}
