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
    #expect(throws: ValidationFailure.self) { try nine.firstOverlap(with: ten, bufferBeforeSeconds: -1) }
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

  /// Every instance of a series in 2026, as it is now.
  private func instances(_ series: Series) -> [OverlappingInstance] {
    let edited = Dictionary(
      uniqueKeysWithValues: series.overrides.map { ($0.original.startMilliseconds, $0) })
    return series.recurrences.occurrences(in: 1_767_000_000_000..<1_799_000_000_000).compactMap {
      occurrence in
      let own = edited[occurrence.startMilliseconds]
      if own?.appointment.appointmentStatus == .cancelled { return nil }
      return try? OverlappingInstance(
        startMilliseconds: own?.appointment.startTime?.milliseconds ?? occurrence.startMilliseconds,
        durationSeconds: own?.appointment.durationSeconds ?? series.durationSeconds)
    }
  }

  private struct Times: Hashable {
    let first: Int
    let second: Int
  }

  @Test("All overlaps are those of every instance with every other", arguments: [0, 1800, 90_000])
  func all(buffer: Int) throws {
    let moved = try override(
      "m9_1767794400000_3600", from: "2026-01-09T09:30:00-05:00", to: "2026-01-10T11:30:00-05:00")
    let cancelled = try override(
      "m9_1767880800000_3600", from: "2026-01-08T09:00:00-05:00", to: "2026-01-08T10:00:00-05:00",
      status: "cancelled")
    let nine = try series("FREQ=DAILY;COUNT=80", hour: 9, overrides: [moved, cancelled])
    let ten = try series("FREQ=HOURLY;INTERVAL=5;COUNT=300", hour: 9)
    for window in [1_767_000_000_000..<1_799_000_000_000, 1_767_968_000_000..<1_768_060_000_000] {
      var expected: Set<Times> = []
      for left in instances(nine) {
        for right in instances(ten) {
          let begin = max(left.startMilliseconds - buffer * 1000, right.startMilliseconds)
          let end = min(left.endMilliseconds, right.endMilliseconds + buffer * 1000)
          guard max(begin, window.lowerBound) < min(end, window.upperBound) else { continue }
          expected.insert(Times(first: left.startMilliseconds, second: right.startMilliseconds))
        }
      }
      let found = Array(
        try nine.overlaps(
          with: ten, in: window, bufferBeforeSeconds: buffer, otherBufferAfterSeconds: buffer))
      let times = found.map {
        Times(first: $0.first.startMilliseconds, second: $0.second.startMilliseconds)
      }
      #expect(!expected.isEmpty && Set(times) == expected && times.count == expected.count)
      let begins = found.map { max($0.first.startMilliseconds - buffer * 1000, $0.second.startMilliseconds) }
      #expect(begins == begins.sorted())
      #expect(found.contains { $0.first.override == moved })
    }
    #expect(try nine.overlaps(with: ten, in: 1_767_968_000_000..<1_767_968_000_000).isEmpty)
  }

  @Test("Overlaps are found one by one, and begin with the first")
  func lazy() throws {
    let (nine, ten) = (try series("FREQ=DAILY", hour: 9), try series("FREQ=HOURLY;INTERVAL=7", hour: 10))
    var pairs = try nine.overlaps(with: ten, in: Int.min..<Int.max).makeIterator()
    guard case .overlap(let first, let second) = try nine.firstOverlap(with: ten) else {
      Issue.record("no overlap")
      return
    }
    let found = pairs.next()
    #expect(found?.first == first && found?.second == second)
    #expect(pairs.next() != nil)
    #expect(throws: ValidationFailure.self) {
      try nine.overlaps(with: ten, in: 0..<1, bufferBeforeSeconds: -1)
    }
  }

  @Test("A series overlaps appointments that occur once, in any order, its buffers counted")
  func once() throws {
    let nine = try series("FREQ=DAILY", hour: 9)
    let (later, early) = (
      try OverlappingInstance(startMilliseconds: 1_767_880_800_000, durationSeconds: 600),
      try OverlappingInstance(startMilliseconds: 1_767_625_200_000, durationSeconds: 600)
    )
    let pairs = Array(try nine.overlaps(with: [later, early]))
    #expect(pairs.map(\.second) == [later])
    #expect(pairs.map(\.first.startMilliseconds) == [1_767_880_800_000])
    let buffered = try nine.overlaps(with: [later, early], bufferAfterSeconds: 60)
    #expect(buffered.map(\.second) == [early, later])
    #expect(try nine.overlaps(with: []).isEmpty)
    #expect(throws: ValidationFailure.self) {
      try OverlappingInstance(startMilliseconds: 0, durationSeconds: 0)
    }
  }
}
