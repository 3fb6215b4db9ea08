import Recurrence
import SchedulingCore

/// A calendar that takes requests as the endpoint is documented to, and as the assumptions say where it is
/// not: written from the contract alone, so that what a plan does to it can be compared with the preview.
struct RemoteCalendar {
  struct Failure: Error { let text: String }

  struct Master {
    var start: Int
    var seconds: Int
    var rrule: String?
    var fields: [String: JSONValue]
  }

  struct Override {
    var start: Int?
    var seconds: Int?
    var fields: [String: JSONValue] = [:]
  }

  struct Key: Hashable {
    let master: String
    let start: Int
    let seconds: Int
  }

  struct Item: Hashable {
    let id: String
    let master: String
    /// The start of the occurrence that it stands for.
    let original: Int
    let start: Int
    let seconds: Int
    let fields: [String: JSONValue]
    /// Whether the series has no such occurrence any more.
    var remains = false
  }

  /// What the contract leaves to the server.
  struct Habits {
    /// A time that the clocks skip takes place later by the length of the gap, or not at all.
    var omitsSkippedTimes = false
    /// A time that the clocks show twice means the second pass.
    var takesSecondPass = false
    /// A bare date in UNTIL means that day's midnight, not its end.
    var endsAtMidnight = false
    /// An instance keeps its id when it is edited on its own.
    var keepsID = true
    /// Updating a master leaves instances alone that were edited on their own.
    var keepsOverrides = true
    /// Such instances remain where the master has no occurrence any more.
    var leavesRemains = false
  }

  let zone: ZoneTransitions
  let habits: Habits
  var masters: [String: Master] = [:]
  var overrides: [Key: Override] = [:]
  var created = 0

  static let days = 620

  init(zone: ZoneTransitions, habits: Habits) {
    self.zone = zone
    self.habits = habits
  }

  // MARK: Reading

  /// The starts of a master, in milliseconds.
  func starts(_ master: Master) -> [Int] {
    guard let text = master.rrule else { return [master.start] }
    var starts: Set<Int> = []
    var excluded: Set<Int> = []
    var excludedDays: Set<Int> = []
    for line in text.split(separator: "\n") {
      let pair = line.split(separator: ":", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0] {
      case "RRULE":
        for wall in walls(of: RemoteRule(pair[1]), from: master) {
          if let start = instant(wall) { starts.insert(start * 1000) }
        }
      case "EXRULE":
        for wall in walls(of: RemoteRule(pair[1]), from: master) {
          if let start = instant(wall) { excluded.insert(start * 1000) }
        }
      case "RDATE":
        for date in pair[1].split(separator: ",") { starts.insert(RemoteRule.seconds(date) * 1000) }
      case "EXDATE":
        for date in pair[1].split(separator: ",") { excluded.insert(RemoteRule.seconds(date) * 1000) }
      case "EXDATE;VALUE=DATE":
        for date in pair[1].split(separator: ",") { excludedDays.insert(RemoteRule.seconds(date) / 86_400) }
      default: break
      }
    }
    // Dates alone come beside the start.
    if !text.hasPrefix("RRULE"), !text.contains("\nRRULE") { starts.insert(master.start) }
    return starts.subtracting(excluded)
      .filter { excludedDays.isEmpty || !excludedDays.contains(wall(at: $0) / 86_400) }.sorted()
  }

  /// What a rule generates up to its UNTIL, in wall-clock seconds.
  func walls(of rule: RemoteRule, from master: Master) -> [Int] {
    let first = wall(at: master.start)
    // Cut at one instant, whatever period the rule is in then.
    let walls = rule.walls(from: first, days: Self.days) { instant($0) != nil }
      .filter { $0 < first + Self.days * 86_400 }
    switch rule.until {
    case nil: return walls
    case .instant(let seconds): return walls.filter { wall in instant(wall).map { $0 <= seconds } ?? true }
    case .local(let bound): return walls.filter { $0 <= bound }
    case .day(let day):
      return walls.filter { $0 <= day * 86_400 + (habits.endsAtMidnight ? 0 : 86_399) }
    }
  }

  func wall(at milliseconds: Int) -> Int {
    milliseconds / 1000 + zone.offsetSeconds(atInstant: milliseconds / 1000)
  }

  /// The instant of a local time, in seconds; `nil` where it does not take place.
  func instant(_ wall: Int) -> Int? {
    let before = zone.offsetSeconds(atInstant: wall - 86_400)
    let passes = passes(of: wall)
    if let first = passes.first, let last = passes.last { return habits.takesSecondPass ? last : first }
    return habits.omitsSkippedTimes ? nil : wall - before
  }

  /// The instants at which the clocks show a time, the earlier first: none in a gap, two in a fold.
  func passes(of wall: Int) -> [Int] {
    let offsets = [-86_400, 86_400].map { zone.offsetSeconds(atInstant: wall + $0) }
    return Set(offsets).sorted(by: >).filter { zone.offsetSeconds(atInstant: wall - $0) == $0 }
      .map { wall - $0 }
  }

  func items() -> [Item] {
    masters.flatMap { id, master in
      let starts = starts(master)
      let known = Set(starts)
      return starts.map { item(master, id, $0) } + remains(of: id, master, beside: known).map(\.item)
    }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  /// What was edited on its own and has no occurrence any more.
  func remains(of id: String, _ master: Master, beside starts: Set<Int>) -> [(key: Key, item: Item)] {
    overrides.filter { key, _ in
      key.master == id
        && (master.rrule == nil || key.seconds != master.seconds || !starts.contains(key.start))
    }.map { key, override in
      let (from, length) = (override.start ?? key.start, override.seconds ?? key.seconds)
      let name = habits.keepsID ? "\(id)_\(key.start)_\(key.seconds)" : "\(id)_\(from)_\(length)"
      let item = Item(
        id: name, master: id, original: key.start, start: from, seconds: length,
        fields: master.fields.merging(override.fields) { $1 }, remains: true)
      return (key, item)
    }
  }

  func item(_ master: Master, _ id: String, _ start: Int) -> Item {
    guard master.rrule != nil else {
      return Item(
        id: id, master: id, original: start, start: start, seconds: master.seconds, fields: master.fields)
    }
    let key = Key(master: id, start: start, seconds: master.seconds)
    let override = overrides[key]
    let fields = master.fields.merging(override?.fields ?? [:]) { $1 }
    let (from, length) = (override?.start ?? start, override?.seconds ?? master.seconds)
    let name = habits.keepsID ? "\(id)_\(start)_\(master.seconds)" : "\(id)_\(from)_\(length)"
    return Item(id: name, master: id, original: start, start: from, seconds: length, fields: fields)
  }

  func json(_ item: Item) -> JSONValue {
    var object: JSONObject = [
      "id": .string(item.id), "startTime": .string(time(item.start)),
      "endTime": .string(time(item.start + item.seconds * 1000)),
    ]
    if item.id != item.master { object["masterEventId"] = .string(item.master) }
    for (key, value) in item.fields { object[key] = value }
    return .object(object)
  }

  func masterJSON(_ id: String) -> JSONValue {
    guard let master = masters[id] else { return .null }
    var object: JSONObject = [
      "id": .string(id), "startTime": .string(time(master.start)),
      "endTime": .string(time(master.start + master.seconds * 1000)),
    ]
    object["rrule"] = master.rrule.map(JSONValue.string)
    for (key, value) in master.fields { object[key] = value }
    return .object(object)
  }

  func time(_ milliseconds: Int) -> String {
    OffsetDateTime(
      milliseconds: milliseconds, offsetSeconds: zone.offsetSeconds(atInstant: milliseconds / 1000))?.text
      ?? ""
  }
}
