import Foundation
import Recurrence
import Testing

/// What a random booking case is made of, all of it in whole minutes; instants are minutes since 1970.
struct BookingCase {
  struct Hours {
    /// Sunday first; minutes of the day.
    var weekly: [[(open: Int, close: Int)]] = Array(repeating: [], count: 7)
    /// By day number.
    var dates: [Int: [(open: Int, close: Int)]] = [:]
  }

  struct User {
    let id: String
    /// Hours of a schedule, and whether it is kept for this calendar in particular.
    var schedule: (hours: Hours, isTied: Bool)?
  }

  struct Event {
    enum Kind { case appointment, blocked, outside }

    let kind: Kind
    let start: Int
    let end: Int
    let calendarID: String?
    let userIDs: [String]
    let isSeriesOwn: Bool
    /// `nil` for one that counts; else the status that keeps it from counting.
    let status: String?
    /// On how many days it takes place, one after the other, at the same time of the clock.
    var days = 1
    var resources: [String] = []
  }

  var zone = ZoneTransitions.utc
  var kind = "round_robin"
  var isActive = true
  var hours: Hours?
  var users: [User] = []
  var duration = 30
  var interval = 30
  var before = 0
  var after = 0
  var otherBuffers = (before: 0, after: 0)
  var perSlot = 1
  var perDay: Int?
  var notice: (count: Int, unit: String)?
  var window: (count: Int, unit: String)?
  var now: Int?
  var startsByClosing = false
  var addsBuffers = false
  /// What an appointment needs, and how many can have it at a time.
  var resources: [String: Int] = [:]
  var events: [Event] = []
  var from = 0
  var to = 0
}

/// What is free, worked out minute by minute from the meaning of the settings alone; what the clocks show is asked of
/// Foundation.
struct NaiveBooking {
  struct Answer: Equatable {
    let start: Int
    let isFree: Bool
    /// `CODE` or `CODE user`.
    let reasons: Set<String>
  }

  private let booking: BookingCase
  private let calendar: Calendar
  /// The first minute that is looked at.
  private let first: Int
  /// What the clock shows each minute, in minutes since 1970 on its face.
  private let clock: [Int]
  /// All that takes place, each by itself.
  private var events: [BookingCase.Event] = []

  init(_ booking: BookingCase) throws {
    self.booking = booking
    let first = booking.from - 3 * 1440
    self.first = first
    let zone = try #require(TimeZone(identifier: booking.zone.identifier))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    self.calendar = calendar
    // No zone changes its clocks twice within ten minutes.
    clock = stride(from: first, to: booking.to + 6 * 1440, by: 10).flatMap { minute in
      let offset = zone.offset(atMinute: minute)
      let isSteady = offset == zone.offset(atMinute: minute + 10)
      return (minute..<minute + 10).map { $0 + (isSteady ? offset : zone.offset(atMinute: $0)) }
    }
    for event in booking.events {
      let starts = (0..<event.days).compactMap {
        $0 == 0 ? event.start : instant(of: clockTime(event.start) + $0 * 1440)
      }
      // A day that the clocks skip falls on the next.
      for start in Set(starts).sorted() {
        events.append(
          BookingCase.Event(
            kind: event.kind, start: start, end: start + event.end - event.start,
            calendarID: event.calendarID,
            userIDs: event.userIDs, isSeriesOwn: event.isSeriesOwn, status: event.status,
            resources: event.resources))
      }
    }
  }

  /// Open minutes, and those at which hours begin.
  private struct Open {
    var minutes: [Bool]
    var openings: Set<Int> = []
  }

  private func day(_ minute: Int) -> Int { clockTime(minute).floorDivided(by: 1440) }

  private func clockTime(_ minute: Int) -> Int {
    clock.indices.contains(minute - first)
      ? clock[minute - first] : minute + calendar.timeZone.offset(atMinute: minute)
  }

  /// The minute at which the clock first shows a time; where it never does, the one that the clock as it went before
  /// the gap would have shown it.
  private func instant(of time: Int) -> Int? {
    // The clocks of no range are changed by more than a day and a bit in all.
    let near = time - clock[0] - 1600..<time - clock[0] + 1600
    for index in near.clamped(to: 1..<clock.count) {
      if clock[index] == time { return first + index }
      if clock[index - 1] < time, clock[index] > time { return first + index - 1 + (time - clock[index - 1]) }
    }
    return nil
  }

  private func open(_ hours: BookingCase.Hours) -> Open {
    var open = Open(minutes: Array(repeating: false, count: clock.count))
    var spans: [Range<Int>] = []
    // One day beside the range, and another where the clocks skip that.
    for day in self.day(booking.from) - 2...self.day(booking.to) + 2 {
      let weekday = (day + 4).floorRemainder(by: 7)
      let given = hours.dates[day] ?? hours.weekly[weekday]
      // What overlaps or touches on the clock's face is one.
      var face = Array(repeating: false, count: 1441)
      for range in given { for minute in range.open..<range.close { face[minute] = true } }
      guard let dayStart = clock.firstIndex(where: { $0.floorDivided(by: 1440) >= day }),
        let dayEnd = clock.firstIndex(where: { $0.floorDivided(by: 1440) >= day + 1 })
      else { continue }
      var minute = 0
      while minute < 1440 {
        guard face[minute] else {
          minute += 1
          continue
        }
        let begin = minute
        while minute < 1440, face[minute] { minute += 1 }
        guard let start = instant(of: day * 1440 + begin), let end = instant(of: day * 1440 + minute) else {
          continue
        }
        let span = max(start, first + dayStart)..<max(min(end, first + dayEnd), start, first + dayStart)
        if !span.isEmpty { spans.append(span) }
      }
    }
    for span in spans {
      for minute in span { open.minutes[minute - first] = true }
      if !spans.contains(where: { $0.lowerBound < span.lowerBound && span.lowerBound < $0.upperBound }) {
        open.openings.insert(span.lowerBound)
      }
    }
    return open
  }

  private func starts(_ open: Open) -> [Int] {
    var starts: [Int] = []
    for opening in open.openings.sorted() {
      var minute = opening
      while open.minutes[minute - first], minute == opening || !open.openings.contains(minute) {
        if (minute - opening) % booking.interval == 0, minute >= booking.from, minute < booking.to {
          starts.append(minute)
        }
        minute += 1
      }
      let isOnGrid = (minute - opening) % booking.interval == 0
      if booking.startsByClosing, isOnGrid, minute >= booking.from, minute < booking.to {
        starts.append(minute)
      }
    }
    return Set(starts).sorted()
  }

  /// All slots in order.
  func answers() -> [Answer] {
    let users = team()
    return booking.kind == "collective" ? collective(users) : anyone(users)
  }

  private func team() -> [(id: String?, open: Open?, own: Open?)] {
    let hours = booking.hours.map(open)
    return booking.users.isEmpty
      ? [(nil, hours, nil)]
      : booking.users.map { user in
        guard let schedule = user.schedule else { return (user.id, hours, nil) }
        let own = open(schedule.hours)
        return schedule.isTied || hours == nil ? (user.id, own, nil) : (user.id, hours, own)
      }
  }

  private func collective(_ users: [(id: String?, open: Open?, own: Open?)]) -> [Answer] {
    guard users.allSatisfy({ $0.open != nil }) else { return [] }
    var common = Open(minutes: Array(repeating: true, count: clock.count))
    for user in users {
      for index in clock.indices {
        common.minutes[index] = common.minutes[index] && user.open!.minutes[index]
      }
    }
    for index in clock.indices where common.minutes[index] {
      let isOpening = users.contains { $0.open!.openings.contains(first + index) }
      if isOpening || index == 0 || !common.minutes[index - 1] { common.openings.insert(first + index) }
    }
    return starts(common).map { start in
      var reasons = commonReasons(start)
      var isEveryoneFree = true
      for user in users {
        let own = ownReasons(start, user)
        if !own.isEmpty { isEveryoneFree = false }
        reasons.formUnion(own)
      }
      if !isEveryoneFree, users.count > 1 { reasons.insert("COLLECTIVE") }
      return Answer(start: start, isFree: reasons.isEmpty, reasons: reasons)
    }
  }

  private func anyone(_ users: [(id: String?, open: Open?, own: Open?)]) -> [Answer] {
    var offered: [Int: [Int]] = [:]
    for (index, user) in users.enumerated() {
      guard let open = user.open else { continue }
      for start in starts(open) { offered[start, default: []].append(index) }
    }
    return offered.keys.sorted().map { start in
      let own = offered[start]!.map { ownReasons(start, users[$0]) }
      let reasons = commonReasons(start)
      let isSomeoneFree = own.contains { $0.isEmpty }
      let all = isSomeoneFree ? reasons : own.reduce(reasons) { $0.union($1) }
      return Answer(start: start, isFree: all.isEmpty, reasons: all)
    }
  }

  /// Why times that are given can't be booked; what belongs to the series itself is not in their way.
  ///
  /// - Parameter times: In order.
  func reasons(against times: [(start: Int, length: Int)]) -> [Set<String>] {
    let users = team()
    var earlier: [Int: Int] = [:]
    return times.map { time in
      let others = earlier[day(time.start), default: 0]
      earlier[day(time.start), default: 0] += 1
      var reasons = commonReasons(time.start, length: time.length, others: others, ownCount: false)
      if time.length != booking.duration { reasons.insert("LENGTH") }
      let own = users.map { user in
        ownReasons(time.start, length: time.length, user, ownCount: false)
          .union(offGrid(time.start, user.open) ? ["GRID" + (user.id.map { " \($0)" } ?? "")] : [])
      }
      let isCollective = booking.kind == "collective"
      if isCollective ? own.allSatisfy(\.isEmpty) : own.contains(where: \.isEmpty) { return reasons }
      if isCollective, users.count > 1 { reasons.insert("COLLECTIVE") }
      return own.reduce(reasons) { $0.union($1) }
    }
  }

  private func offGrid(_ start: Int, _ open: Open?) -> Bool {
    guard let open, open.minutes[start - first], let opening = open.openings.filter({ $0 <= start }).max()
    else {
      return false
    }
    return (start - opening) % booking.interval != 0
  }

  private func commonReasons(
    _ start: Int, length: Int? = nil, others: Int = 0, ownCount: Bool = true
  ) -> Set<String> {
    var reasons: Set<String> = []
    let time = start..<start + (length ?? booking.duration)
    for (resource, capacity) in booking.resources {
      let uses = events.count { event in
        event.status == nil && event.resources.contains(resource) && (ownCount || !event.isSeriesOwn)
          && time.contains(where: (event.start..<event.end).contains)
      }
      if uses >= capacity { reasons.insert("RESOURCE") }
    }
    if !booking.isActive { reasons.insert("INACTIVE") }
    if let now = booking.now {
      if start < now { reasons.insert("PAST") }
      if let notice = booking.notice, start < later(now, notice) { reasons.insert("NOTICE") }
      if let window = booking.window, start > later(now, window) { reasons.insert("TOOFAR") }
    }
    if let limit = booking.perDay {
      let count = events.count { event in
        event.status == nil && event.kind == .appointment && isHere(event) && day(event.start) == day(start)
          && (ownCount || !event.isSeriesOwn)
      }
      if count + others >= limit { reasons.insert("DAYLIMIT") }
    }
    return reasons
  }

  private func later(_ now: Int, _ period: (count: Int, unit: String)) -> Int {
    let units: [String: Calendar.Component] = [
      "mins": .minute, "hours": .hour, "days": .day, "weeks": .weekOfYear, "months": .month,
    ]
    let unit = units[period.unit]!
    let date = Date(timeIntervalSince1970: Double(now * 60))
    var result = calendar.date(byAdding: unit, value: period.count, to: date)!
    if unit != .minute, unit != .hour {
      // Days have their names whatever a zone skips: the day that Samoa left out counts, which it does not when
      // Foundation adds days in its zone.
      var names = calendar
      names.timeZone = .gmt
      let parts: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute]
      let face = names.date(from: calendar.dateComponents(parts, from: date))!
      let later = names.date(byAdding: unit, value: period.count, to: face)!
      result = calendar.date(from: names.dateComponents(parts, from: later))!
    }
    return Int(result.timeIntervalSince1970) / 60
  }

  private func isHere(_ event: BookingCase.Event) -> Bool {
    event.calendarID == nil || event.calendarID == "C"
  }

  private func ownReasons(
    _ start: Int, length: Int? = nil, _ user: (id: String?, open: Open?, own: Open?), ownCount: Bool = true
  ) -> Set<String> {
    let end = start + (length ?? booking.duration)
    let name = user.id.map { " \($0)" } ?? ""
    var reasons: Set<String> = []
    if let open = user.open {
      let isClosing = booking.startsByClosing && open.minutes[start - 1 - first]
      if !open.minutes[start - first] {
        if !isClosing { reasons.insert("HOURS" + name) }
      } else if !booking.startsByClosing, !(start..<end).allSatisfy({ open.minutes[$0 - first] }) {
        reasons.insert("DURATION" + name)
      }
    }
    if let own = user.own, !(start..<end).allSatisfy({ own.minutes[$0 - first] }) {
      reasons.insert("USER" + name)
    }
    var (inSlot, near) = (0, 0)
    var seats = 0
    for event in events
    where event.status == nil && takesTime(event, of: user.id) && (ownCount || !event.isSeriesOwn) {
      let isShared = event.kind == .appointment && isHere(event)
      let taken = event.start..<event.end
      if (start..<end).contains(where: taken.contains) {
        if isShared, booking.kind == "class_booking", event.start == start {
          seats += 1
        } else if isShared, booking.kind != "class_booking", booking.perSlot > 1 {
          inSlot += 1
        } else {
          let code = [.appointment: "BOOKED", .blocked: "BLOCKED", .outside: "CONFLICT"][event.kind]!
          reasons.insert(code + name)
        }
      } else if lacksBuffer(start..<end, beside: event) {
        if isShared, booking.kind != "class_booking", booking.perSlot > 1 {
          near += 1
        } else {
          reasons.insert("BUFFER" + name)
        }
      }
    }
    if booking.kind == "class_booking", seats >= booking.perSlot { reasons.insert("NO SEATS" + name) }
    if inSlot > 0, inSlot >= booking.perSlot {
      reasons.insert("SLOTMAX" + name)
    } else if near > 0, inSlot + near >= booking.perSlot {
      reasons.insert("BUFFER" + name)
    }
    return reasons
  }

  private func takesTime(_ event: BookingCase.Event, of user: String?) -> Bool {
    if event.kind == .blocked, event.userIDs.isEmpty { return isHere(event) }
    if event.kind == .appointment, booking.kind == "class_booking", isHere(event) { return true }
    return event.userIDs.isEmpty || user == nil || event.userIDs.contains(user!)
  }

  /// Whether the time beside one that has to stay free holds a minute of the other.
  private func lacksBuffer(_ time: Range<Int>, beside event: BookingCase.Event) -> Bool {
    let taken = event.start..<event.end
    let kept =
      event.kind == .appointment
      ? (isHere(event) ? (booking.before, booking.after) : booking.otherBuffers) : (0, 0)
    if booking.addsBuffers {
      let own = time.lowerBound - booking.before..<time.upperBound + booking.after
      return (taken.lowerBound - kept.0..<taken.upperBound + kept.1).contains(where: own.contains)
    }
    let own = [
      time.lowerBound - booking.before..<time.lowerBound, time.upperBound..<time.upperBound + booking.after,
    ]
    if own.contains(where: { $0.contains(where: taken.contains) }) { return true }
    guard event.kind == .appointment else { return false }
    let beside = [
      taken.lowerBound - kept.0..<taken.lowerBound, taken.upperBound..<taken.upperBound + kept.1,
    ]
    return beside.contains { $0.contains(where: time.contains) }
  }
}

extension TimeZone {
  /// Minutes east of UTC.
  fileprivate func offset(atMinute minute: Int) -> Int {
    secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute * 60))) / 60
  }
}
