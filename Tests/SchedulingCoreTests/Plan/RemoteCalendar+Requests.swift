@testable import SchedulingCore

extension RemoteCalendar {
  /// Carries a request out and answers with the id of what it changed.
  mutating func send(_ request: PlannedRequest) throws -> String {
    let body = try JSONValue(parsing: request.body).objectValue ?? JSONObject()
    if let status = body["appointmentStatus"]?.stringValue, !Self.statuses.contains(status) {
      throw Failure(text: "422: the status “\(status)”")
    }
    for key in ["calendarId", "assignedUserId"] where body[key] == "" {
      throw Failure(text: "422: \(key) is empty")
    }
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
    for (masterID, master) in masters where id.hasPrefix(masterID + "_") {
      let starts = starts(master)
      if master.rrule != nil, let start = starts.first(where: { item(master, masterID, $0).id == id }) {
        let key = Key(master: masterID, start: start, seconds: master.seconds)
        try update(key, body)
        return item(master, masterID, start).id
      }
      let remains = remains(of: masterID, master, beside: Set(starts))
      if let key = remains.first(where: { $0.item.id == id })?.key {
        try update(key, body)
        return id
      }
    }
    throw Failure(text: "404: \(id)")
  }

  private static let statuses: Set = ["new", "confirmed", "cancelled", "showed", "noshow", "invalid"]

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
        || habits.keepsOverrides
          && (habits.leavesRemains
            || master.rrule != nil && left.contains(key.start) && key.seconds == master.seconds)
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
