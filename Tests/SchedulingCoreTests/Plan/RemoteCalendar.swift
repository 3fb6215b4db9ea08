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
    let start: Int
    let seconds: Int
    let fields: [String: JSONValue]
  }

  let zone: ZoneTransitions
  let keepsID: Bool
  let keepsOverrides: Bool
  var masters: [String: Master] = [:]
  var overrides: [Key: Override] = [:]
  private var created = 0

  static let days = 620

  init(zone: ZoneTransitions, keepsID: Bool, keepsOverrides: Bool) {
    self.zone = zone
    self.keepsID = keepsID
    self.keepsOverrides = keepsOverrides
  }

  // MARK: Reading

  /// The starts of a master, in milliseconds.
  func starts(_ master: Master) -> [Int] {
    guard let text = master.rrule else { return [master.start] }
    let wall = master.start / 1000 + zone.offsetSeconds(atInstant: master.start / 1000)
    var starts: Set<Int> = []
    var excluded: Set<Int> = []
    for line in text.split(separator: "\n") {
      let pair = line.split(separator: ":", maxSplits: 1)
      guard pair.count == 2 else { continue }
      switch pair[0] {
      case "RRULE":
        let rule = RemoteRule(pair[1])
        for local in rule.walls(from: wall, days: Self.days) {
          let instant = instant(local)
          if let until = rule.until, instant > until { continue }
          starts.insert(instant * 1000)
        }
      case "RDATE":
        for date in pair[1].split(separator: ",") { starts.insert(RemoteRule.instant(date) * 1000) }
      case "EXDATE":
        for date in pair[1].split(separator: ",") { excluded.insert(RemoteRule.instant(date) * 1000) }
      default: break
      }
    }
    return starts.subtracting(excluded).sorted()
  }

  /// The offset before a gap, the first pass of a fold.
  func instant(_ wall: Int) -> Int {
    let before = zone.offsetSeconds(atInstant: wall - 86_400)
    let after = zone.offsetSeconds(atInstant: wall + 86_400)
    // The earlier instant whose offset is right; in a gap none is.
    for offset in [max(before, after), min(before, after)]
    where zone.offsetSeconds(atInstant: wall - offset) == offset {
      return wall - offset
    }
    return wall - before
  }

  func items() -> [Item] {
    masters.flatMap { id, master in
      starts(master).map { start in
        item(master, id, start)
      }
    }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  private func item(_ master: Master, _ id: String, _ start: Int) -> Item {
    guard master.rrule != nil else {
      return Item(id: id, master: id, start: start, seconds: master.seconds, fields: master.fields)
    }
    let key = Key(master: id, start: start, seconds: master.seconds)
    let override = overrides[key]
    let fields = master.fields.merging(override?.fields ?? [:]) { $1 }
    let (from, length) = (override?.start ?? start, override?.seconds ?? master.seconds)
    let name = keepsID ? "\(id)_\(start)_\(master.seconds)" : "\(id)_\(from)_\(length)"
    return Item(id: name, master: id, start: from, seconds: length, fields: fields)
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

  // MARK: Requests

  /// Carries a request out and answers with the id of what it changed.
  mutating func send(_ request: PlannedRequest) throws -> String {
    let body = try JSONValue(parsing: request.body).objectValue ?? JSONObject()
    let path = "/calendars/events/appointments"
    if request.method == "POST", request.path == path { return try create(body) }
    guard request.method == "PUT", request.path.hasPrefix(path + "/") else {
      throw Failure(text: "no such endpoint: \(request.method) \(request.path)")
    }
    let id = String(request.path.dropFirst(path.count + 1))
    if masters[id] != nil {
      try update(id, body)
      return id
    }
    for (masterID, master) in masters where master.rrule != nil && id.hasPrefix(masterID + "_") {
      for start in starts(master) where item(master, masterID, start).id == id {
        let key = Key(master: masterID, start: start, seconds: master.seconds)
        try update(key, body)
        return item(master, masterID, start).id
      }
    }
    throw Failure(text: "404: \(id)")
  }

  private static let flags: Set = [
    "ignoreFreeSlotValidation", "ignoreDateRange", "toNotify", "rrule", "startTime", "endTime",
  ]

  private func fields(_ body: JSONObject) -> [String: JSONValue] {
    Dictionary(uniqueKeysWithValues: body.filter { !Self.flags.contains($0.key) }.map { ($0.key, $0.value) })
  }

  private func times(_ body: JSONObject) throws -> (start: Int, seconds: Int)? {
    guard let start = body["startTime"]?.stringValue, let end = body["endTime"]?.stringValue else {
      return nil
    }
    let (from, to) = (try OffsetDateTime(parsing: start), try OffsetDateTime(parsing: end))
    return (from.milliseconds, (to.milliseconds - from.milliseconds) / 1000)
  }

  private mutating func create(_ body: JSONObject) throws -> String {
    for key in ["calendarId", "locationId", "contactId", "startTime"] where body[key]?.stringValue == nil {
      throw Failure(text: "422: \(key) is missing")
    }
    guard let times = try times(body) else { throw Failure(text: "422: no times") }
    created += 1
    let id = "T\(created)"
    let rrule = body["ignoreFreeSlotValidation"] == true ? body["rrule"]?.stringValue : nil
    masters[id] = Master(start: times.start, seconds: times.seconds, rrule: rrule, fields: fields(body))
    return id
  }

  private mutating func update(_ id: String, _ body: JSONObject) throws {
    guard var master = masters[id] else { return }
    if let times = try times(body) { (master.start, master.seconds) = times }
    if let rrule = body["rrule"]?.stringValue, body["ignoreFreeSlotValidation"] == true {
      master.rrule = rrule.isEmpty ? nil : rrule
    }
    master.fields.merge(fields(body)) { $1 }
    masters[id] = master
    let left = Set(starts(master))
    overrides = overrides.filter { key, _ in
      key.master != id
        || keepsOverrides && master.rrule != nil && left.contains(key.start) && key.seconds == master.seconds
    }
  }

  private mutating func update(_ key: Key, _ body: JSONObject) throws {
    guard body["rrule"] == nil else { throw Failure(text: "an instance has no rule") }
    var override = overrides[key] ?? Override()
    if let times = try times(body) { (override.start, override.seconds) = times }
    override.fields.merge(fields(body)) { $1 }
    overrides[key] = override
  }
}
