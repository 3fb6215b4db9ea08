internal import Recurrence
internal import SchedulingCore

/// What is asked of a calendar and of what is busy, each answer held against one that looks at everything.
public struct AvailabilityWorkload: Sendable {
  /// How many questions one run asks.
  public let unitCount: Int
  private let name: String
  private let ask: @Sendable () throws -> [Int]
  private let expected: [Int]

  /// A calendar and what is busy, made ready.
  public init(_ workload: Workload) throws {
    name = workload.name
    let names = Workload.availabilityNames
    switch name {
    case names[0]: (ask, expected, unitCount) = try Self.checks(series: 1)
    case names[1]: (ask, expected, unitCount) = try Self.checks(series: 1000)
    case names[2]: (ask, expected, unitCount) = Self.intersection(of: 400)
    case names[3]: (ask, expected, unitCount) = Self.intersection(of: 2000)
    case names[4]: (ask, expected, unitCount) = try Self.slots()
    case names[5]: (ask, expected, unitCount) = try Self.collisions()
    case names[6]: (ask, expected, unitCount) = try Self.load()
    default: (ask, expected, unitCount) = Self.queries()
    }
    try run()
  }

  /// Asks once, and checks the answer.
  public func run() throws {
    let found = try ask()
    if found != expected {
      throw WrongAnswer("\(name): \(found.prefix(8)) instead of \(expected.prefix(8))")
    }
  }

  private typealias Question = (@Sendable () throws -> [Int], [Int], Int)

  /// How many times of a year of weeks are taken, and how many lack a buffer.
  private static func checks(series count: Int) throws -> Question {
    let taken = BusyYears(count: 100_000)
    let availability = try taken.availability()
    let zone = try ZoneTransitions.named(BusyYears.zone)
    let times = try (0..<count).map { number in
      // Each begins at another slot of the week, from 2026-01-05 on.
      guard let date = CivilDate(year: 2026, month: 1, day: 5 + number % 5),
        let start = LocalDateTime(wallSeconds: date.dayNumber * 86_400 + 32_400 + number % 16 * 1800)
      else { throw WrongAnswer("\(number)") }
      let set = try RecurrenceSet(parsing: "FREQ=WEEKLY;COUNT=52", start: RecurrenceStart(start, in: zone))
      return set.occurrences.map {
        TimeSpan(startMilliseconds: $0.startMilliseconds, durationSeconds: 1800)
      }
    }
    let expected = times.prefix(20).flatMap { series in
      let intervals = taken.intervals.filter(\.isOwn)
      let booked = series.map { time in intervals.count { $0.overlaps(time, within: 0) } }.reduce(0, +)
      let near = series.map { time in intervals.count { $0.overlaps(time, within: BusyYears.buffer) } }
      return [booked, near.reduce(0, +) - booked]
    }
    return (
      {
        var answer: [Int] = []
        for series in times {
          let reasons = try availability.reasons(against: series)
          guard answer.count < 40 else { continue }
          let codes = reasons.joined().map(\.code)
          answer += [codes.count { $0 == .booked }, codes.count { $0 == .buffer }]
        }
        return answer
      }, expected, 1
    )
  }

  /// What two have open, which is looked at minute by minute.
  private static func intersection(of count: Int) -> Question {
    var random = Steps()
    let open = (0..<2).map { _ in
      var minute = 0
      return (0..<count).map { _ in
        let start = minute + 5 + random.next(below: 60)
        minute = start + 5 + random.next(below: 120)
        return start..<minute
      }
    }
    var faces = open.map { _ in [Bool](repeating: false, count: count * 200) }
    for (index, spans) in open.enumerated() {
      for minute in spans.joined() { faces[index][minute] = true }
    }
    var expected: [Int] = []
    var isOpen = false
    for minute in faces[0].indices where (faces[0][minute] && faces[1][minute]) != isOpen {
      expected.append(minute)
      isOpen.toggle()
    }
    let (first, second) = (OpenTime(open[0]), OpenTime(open[1]))
    let whole = expected.count + expected.reduce(0, &+)
    return (
      {
        let common = first.intersection(second).spans
        return [common.reduce(common.count * 2) { $0 &+ $1.lowerBound &+ $1.upperBound }]
      }, [whole], 1
    )
  }

  /// The free slots of December 2026, when New York is at -05:00.
  private static func slots() throws -> Question {
    let taken = BusyYears(count: 10_000)
    let availability = try taken.availability()
    let own = taken.intervals.filter(\.isOwn)
    let first = 1_796_101_200_000
    var expected: [Int] = []
    for day in 0..<31 where (1 + day) % 7 < 5 {
      for minute in stride(from: 540, to: 1020, by: 30) {
        let start = first + day * 86_400_000 + minute * 60_000
        let time = TimeSpan(startMilliseconds: start, durationSeconds: 1800)
        if !own.contains(where: { $0.overlaps(time, within: BusyYears.buffer) }) { expected.append(start) }
      }
    }
    return (
      {
        try availability.slots(in: first..<first + 31 * 86_400_000).slots.map(\.start.milliseconds)
      }, expected, 1
    )
  }

  /// Where an endless daily series first meets each of 50 endless weekly ones, in two zones; 0 where it never does.
  private static func collisions() throws -> Question {
    let zones = try [BusyYears.zone, "Europe/Berlin"].map { try ZoneTransitions.named($0) }
    func series(_ id: String, _ rule: String, minute: Int, in zone: ZoneTransitions) throws -> Series {
      guard let date = CivilDate(year: 2026, month: 1, day: 5),
        let start = LocalDateTime(wallSeconds: date.dayNumber * 86_400 + minute * 60)
      else { throw WrongAnswer(id) }
      return try Series(
        masterID: id, durationSeconds: 1800,
        recurrences: RecurrenceSet(parsing: rule, start: RecurrenceStart(start, in: zone)))
    }
    let daily = try series("D", "FREQ=DAILY", minute: 570, in: zones[0])
    let weekly = try (0..<50).map { number in
      try series(
        "W\(number)", "FREQ=WEEKLY", minute: number * 1440 + number * 29 % 1400, in: zones[number % 2])
    }
    var availability = try BusyYears(count: 0).availability()
    var busy = BusyTime()
    let master = try Appointment(
      parsing:
        #"{"id":"W","calendarId":"C","contactId":"P","assignedUserId":"u0","appointmentStatus":"confirmed"}"#
        .utf8)
    for other in weekly { busy.add(other, master: master) }
    availability.busy = busy
    let days = daily.recurrences.occurrences.prefix(1200).map(\.startMilliseconds)
    let expected = weekly.map { other in
      let weeks = other.recurrences.occurrences.prefix(120).map(\.startMilliseconds)
      let reach = 1_800_000 + BusyYears.buffer
      return days.first { day in weeks.contains { abs($0 - day) < reach } } ?? 0
    }
    return (
      { [availability] in
        try availability.collisions(of: daily).map { collision in
          if case .first(let own, _) = collision.answer { own.startMilliseconds } else { 0 }
        }
      }, expected, 1
    )
  }

  /// A million intervals, which may take 150 MiB.
  private static func load() throws -> Question {
    let taken = BusyYears(count: 1_000_000)
    let before = residentBytes()
    let busy = taken.busy()
    let used = residentBytes() - before
    if busy.count != 1_000_000 || used > 150 << 20 {
      throw WrongAnswer("\(busy.count) intervals take \(used >> 20) MiB.")
    }
    return ({ [taken.busy().count] }, [1_000_000], 1)
  }

  /// Whether quarters of an hour are taken, among a million intervals.
  private static func queries() -> Question {
    let taken = BusyYears(count: 1_000_000)
    let busy = taken.busy()
    var random = Steps()
    let ranges = (0..<200).map { _ in
      let start = BusyYears.first + random.next(below: BusyYears.minutes) * 60_000
      return start..<start + 900_000 / (1 + random.next(below: 60))
    }
    let expected = ranges.count { range in
      taken.intervals.contains { $0.start < range.upperBound && $0.end > range.lowerBound }
    }
    return ({ [ranges.count(where: busy.isTaken)] }, [expected], ranges.count)
  }
}
