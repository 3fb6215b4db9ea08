import Recurrence

@testable import SchedulingCore

extension BookingCase {
  /// Days around which the clocks of a zone do something odd.
  static let places: [(zone: String, days: [(Int, Int, Int)])] = [
    ("Australia/Lord_Howe", [(2026, 4, 5), (2026, 10, 4)]),
    ("Pacific/Chatham", [(2026, 4, 5), (2026, 9, 27)]),
    ("Pacific/Apia", [(2011, 12, 30), (2011, 4, 2)]), ("Africa/Casablanca", [(2026, 2, 15), (2026, 3, 22)]),
    ("Antarctica/Troll", [(2026, 3, 29), (2026, 10, 25)]), ("UTC", [(2026, 2, 28), (2024, 2, 28)]),
    ("Africa/Cairo", [(2026, 4, 24), (2026, 10, 29)]), ("America/New_York", [(2026, 3, 8), (2026, 11, 1)]),
  ]

  static func random(using random: inout SeededGenerator) throws -> BookingCase {
    var booking = BookingCase()
    let place = places.randomElement(using: &random)!
    booking.zone = try ZoneTransitions.named(place.zone)
    let (year, month, day) = place.days.randomElement(using: &random)!
    let middle = CivilDate(year: year, month: month, day: day)!.dayNumber
    let first = middle - Int.random(in: 0...2, using: &random)
    booking.from = booking.minute(
      first, Int.random(in: 0...1, using: &random) * Int.random(in: 0..<1440, using: &random))
    booking.to = booking.from + Int.random(in: 600...2 * 1440, using: &random)
    booking.kind = ["round_robin", "round_robin", "collective", "class_booking", "event"].randomElement(
      using: &random)!
    booking.isActive = Int.random(in: 0..<20, using: &random) > 0
    booking.duration = [15, 20, 30, 45, 60, 90, 180].randomElement(using: &random)!
    booking.interval = [10, 15, 20, 30, 45, 60, 75].randomElement(using: &random)!
    booking.before = [0, 0, 5, 15, 45].randomElement(using: &random)!
    booking.after = [0, 0, 10, 30, 70].randomElement(using: &random)!
    booking.otherBuffers = [(0, 0), (10, 20), (60, 0)].randomElement(using: &random)!
    booking.perSlot = [1, 1, 2, 3].randomElement(using: &random)!
    booking.perDay = [nil, nil, 1, 2, 5].randomElement(using: &random)!
    if Int.random(in: 0..<10, using: &random) > 0 {
      booking.hours = .random(days: first - 1...first + 4, isWide: true, using: &random)
    }
    booking.addUsers(days: first - 1...first + 4, using: &random)
    booking.addClock(around: first, using: &random)
    booking.startsByClosing = Int.random(in: 0..<4, using: &random) == 0
    booking.addsBuffers = Int.random(in: 0..<4, using: &random) == 0
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      booking.events.append(booking.event(using: &random))
    }
    // The same slot is booked several times where it can be.
    if booking.perSlot > 1 || booking.kind == "class_booking" {
      for event in booking.events where event.kind == .appointment {
        booking.events += Array(
          repeating: event,
          count: Int.random(in: 0...(booking.kind == "class_booking" ? 5 : 2), using: &random))
      }
    }
    // Other cases stay as they are without resources.
    if Int.random(in: 0..<3, using: &random) == 0 {
      booking.resources = ["room": 1, "beamer": Int.random(in: 1...2, using: &random)]
      for index in booking.events.indices where Int.random(in: 0..<3, using: &random) == 0 {
        booking.events[index].resources = [["room"], ["beamer"], ["beamer", "room"], ["other"]].randomElement(
          using: &random)!
      }
    }
    return booking
  }

  private func minute(_ day: Int, _ time: Int) -> Int {
    zone.occurrence(at: LocalDateTime(wallSeconds: day * 86_400 + time * 60)!)!.startMilliseconds / 60_000
  }

  private mutating func addUsers(days: ClosedRange<Int>, using random: inout SeededGenerator) {
    let count = kind == "event" ? 0 : Int.random(in: hours == nil ? 1...3 : 0...3, using: &random)
    for index in 0..<count {
      let hasSchedule = hours == nil || Int.random(in: 0..<2, using: &random) == 0
      users.append(
        User(
          id: "u\(index)",
          schedule: hasSchedule
            ? (
              .random(days: days, isWide: Bool.random(using: &random), using: &random),
              Bool.random(using: &random)
            )
            : nil))
    }
  }

  private mutating func addClock(around day: Int, using random: inout SeededGenerator) {
    guard Int.random(in: 0..<3, using: &random) > 0 else { return }
    now = from + Int.random(in: -2880...1440, using: &random)
    if Bool.random(using: &random) {
      notice = [(90, "mins"), (5, "hours"), (1, "days"), (1, "weeks"), (1, "months")].randomElement(
        using: &random)!
      // A month's notice is only of interest from a month before.
      if notice!.unit == "months" { now! -= 30 * 1440 }
      if notice!.unit == "weeks" { now! -= 6 * 1440 }
    }
    if Bool.random(using: &random) {
      window = [(1, "days"), (1, "weeks"), (1, "months"), (2, "days")].randomElement(using: &random)!
    }
  }

  private func event(using random: inout SeededGenerator) -> Event {
    let kind = [Event.Kind.appointment, .appointment, .appointment, .blocked, .outside].randomElement(
      using: &random)!
    // Often just where slots are.
    let offset = Int.random(in: -1440...to - from + 600, using: &random)
    let start = from + (Bool.random(using: &random) ? offset / interval * interval : offset)
    let length =
      Bool.random(using: &random) ? duration : [5, 30, 60, 240, 1500].randomElement(using: &random)!
    let ids = users.map(\.id) + ["stranger"]
    var userIDs = Bool.random(using: &random) ? [ids.randomElement(using: &random)!] : []
    if kind == .appointment, Int.random(in: 0..<5, using: &random) == 0 {
      userIDs = Array(Set([ids.randomElement(using: &random)!, ids[0]])).sorted()
    }
    var calendarID: String? = ["C", "C", "C", "other"].randomElement(using: &random)!
    // A blocked slot has a calendar or a user, not both; what is outside has neither.
    if kind == .blocked, !userIDs.isEmpty { calendarID = nil }
    if kind == .outside { calendarID = nil }
    let isVoid = kind == .appointment && Int.random(in: 0..<8, using: &random) == 0
    let isOwn = Int.random(in: 0..<8, using: &random) == 0
    // A series begins at a time that the clock shows once, or for the first time.
    let recurs = kind != .outside && !isOwn && Int.random(in: 0..<6, using: &random) == 0
    let wall = start + zone.offsetSeconds(atInstant: start * 60) / 60
    let first = recurs ? minute(wall.floorDivided(by: 1440), wall.floorRemainder(by: 1440)) : start
    return Event(
      kind: kind, start: first, end: first + length, calendarID: calendarID, userIDs: userIDs,
      isSeriesOwn: isOwn,
      status: isVoid ? ["cancelled", "noshow", "invalid"].randomElement(using: &random)! : nil,
      days: recurs ? Int.random(in: 2...3, using: &random) : 1)
  }
}

extension BookingCase.Hours {
  static func random(
    days: ClosedRange<Int>, isWide: Bool, using random: inout SeededGenerator
  ) -> BookingCase.Hours {
    var hours = BookingCase.Hours()
    for weekday in 0..<7 where Int.random(in: 0..<8, using: &random) > 0 {
      hours.weekly[weekday] = ranges(isWide: isWide, using: &random)
    }
    for day in days where Int.random(in: 0..<4, using: &random) == 0 {
      hours.dates[day] =
        Int.random(in: 0..<4, using: &random) == 0 ? [] : ranges(isWide: isWide, using: &random)
    }
    return hours
  }

  private static func ranges(isWide: Bool, using random: inout SeededGenerator) -> [(open: Int, close: Int)] {
    if isWide, Int.random(in: 0..<4, using: &random) == 0 { return [(0, 1440)] }
    return (0..<Int.random(in: 1...3, using: &random)).map { _ in
      let open = Int.random(in: 0...282, using: &random) * 5
      return (open, min(open + Int.random(in: 1...(isWide ? 120 : 40), using: &random) * 5, 1440))
    }
  }
}
