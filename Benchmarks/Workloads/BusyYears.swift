internal import Recurrence
internal import SchedulingCore

#if canImport(Glibc)
  internal import Glibc
#endif

/// Ten years of appointments of eight users, in no order.
struct BusyYears {
  struct Interval {
    let start: Int
    let end: Int
    /// Whether it is of the user whose calendar is asked.
    let isOwn: Bool

    func overlaps(_ time: TimeSpan, within distance: Int) -> Bool {
      start < time.endMilliseconds + distance && end > time.startMilliseconds - distance
    }
  }

  static let zone = "America/New_York"
  /// What has to stay free after each, in milliseconds.
  static let buffer = 900_000
  /// 2023-01-01T00:00:00Z, in epoch milliseconds.
  static let first = 1_672_531_200_000
  static let minutes = 10 * 365 * 1440

  let intervals: [Interval]

  init(count: Int) {
    var random = Steps()
    intervals = (0..<count).map { number in
      let start = Self.first + random.next(below: Self.minutes) * 60_000
      return Interval(
        start: start, end: start + (1 + random.next(below: 4)) * 900_000, isOwn: number % 8 == 0)
    }
  }

  /// All of them, with ids and titles.
  func busy() -> BusyTime {
    let owners = (0..<8).map { BusyOwner(.appointment, calendarID: "C", userIDs: ["u\($0)"]) }
    var busy = BusyTime()
    busy.add(
      intervals.lazy.enumerated().compactMap { number, interval in
        BusyInterval(
          startMilliseconds: interval.start, endMilliseconds: interval.end, owner: owners[number % 8],
          label: BusyInterval.Label(id: "ocQHyuzHvysMo5N\(number)", title: "Weekly review"))
      })
    return busy
  }

  /// A calendar of the first user, from nine to five on weekdays.
  func availability() throws -> Availability {
    let calendar = #"""
      {"id":"C","name":"Reviews","locationId":"L","calendarType":"round_robin","timezone":"\#(Self.zone)",
       "teamMembers":[{"userId":"u0"}],"slotDuration":30,"slotInterval":30,"slotBuffer":15,
       "openHours":[{"daysOfTheWeek":[1,2,3,4,5],
         "hours":[{"openHour":9,"openMinute":0,"closeHour":17,"closeMinute":0}]}]}
      """#
    var availability = Availability(calendar: try BookingCalendar(parsing: calendar.utf8))
    availability.busy = busy()
    return availability
  }
}

/// The same numbers each time.
struct Steps {
  private var state: UInt64 = 20_261_128

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}

/// What the process holds in memory; 0 where the system does not tell.
func residentBytes() -> Int {
  #if canImport(Glibc)
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 128)
    guard fgets(&text, 128, file) != nil else { return 0 }
    let fields = String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
  #else
    return 0
  #endif
}
