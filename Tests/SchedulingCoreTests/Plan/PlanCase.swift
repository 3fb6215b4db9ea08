import Recurrence
import SchedulingCore

/// A random series with overrides in a remote calendar, and an edit of it.
struct PlanCase {
  var calendar: RemoteCalendar
  var edit: JSONObject = ["toNotify": false]
  var id = "M"
  var scope: EditScope?
  var cancellation: Cancellation?
  var keepingBefore: Int?
  /// Whether the edit changes nothing.
  var isEmpty = false

  static let zones = ["America/New_York", "Europe/Berlin", "UTC", "Australia/Lord_Howe", "Asia/Kolkata"]

  init(_ random: inout SeededGenerator) throws {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }

    let zone = try ZoneTransitions.named(pick(Self.zones))
    calendar = RemoteCalendar(zone: zone, keepsID: chance(50), keepsOverrides: chance(70))

    // Days around the changes of the clocks, and times that these skip or show twice.
    let days = [
      "2026-03-01", "2026-03-07", "2026-03-27", "2026-09-30", "2026-10-24", "2026-10-31", "2026-06-15",
    ]
    let times = ["02:30:00", "02:00:00", "01:30:00", "10:00:00", "23:45:00", "03:15:00"]
    guard var local = LocalDateTime("\(pick(days))T\(pick(times))") else { return }
    local =
      LocalDateTime(wallSeconds: local.wallSeconds + Int.random(in: 0..<9, using: &random) * 86_400) ?? local
    let start = calendar.instant(local.wallSeconds) * 1000

    var fields: [String: JSONValue] = [
      "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
      "appointmentStatus": "confirmed",
    ]
    if chance(30) { fields["address"] = "Here" }
    var master = RemoteCalendar.Master(start: start, seconds: 1800, rrule: Self.rule(&random), fields: fields)
    let generated = calendar.starts(master)
    // Exclusions, dead ones among them, and additions.
    var lines = [master.rrule ?? ""]
    var added: [Int] = []
    if chance(30) {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        added.append(start + Int.random(in: 0..<(40 * 48), using: &random) * 1_800_000)
      }
      lines.append("RDATE:" + added.map(Self.utc).joined(separator: ","))
    }
    var excluded: [Int] = []
    if chance(40), generated.count > 2 {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        excluded.append(pick(Array(generated.prefix(12))))
      }
      if chance(20) { excluded.append(start + 4_500_000) }
      lines.append("EXDATE:" + excluded.map(Self.utc).joined(separator: ","))
    }
    master.rrule = lines.joined(separator: "\n")
    calendar.masters["M"] = master
    let starts = calendar.starts(master)
    guard !starts.isEmpty else { return }

    if chance(60) {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let original = pick(Array(starts.prefix(10)))
        var override = RemoteCalendar.Override()
        if chance(50) { override.fields["title"] = "Special" }
        if chance(20) { override.fields["appointmentStatus"] = "cancelled" }
        // Without its own id a moved instance can't be recognised.
        if chance(30), calendar.keepsID { override.start = original + pick([900_000, -900_000, 5_400_000]) }
        if chance(15) { override.seconds = 2700 }
        calendar.overrides[.init(master: "M", start: original, seconds: 1800)] = override
      }
    }

    let named = pick(Array(starts.prefix(14)))
    let instance = "M_\(named)_1800"
    if chance(90) { edit["ignoreFreeSlotValidation"] = true }
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<12:
      cancellation = Cancellation(pick([.status, .exclusion]))
      (id, scope) = (instance, pick([.this, .following, .whole]))
      if scope == .this, cancellation?.style == .exclusion, chance(50),
        let makeUp = OffsetDateTime(milliseconds: named + 2_700_000, offsetSeconds: 0),
        !starts.contains(makeUp.milliseconds)
      {
        cancellation?.makeUps = [makeUp]
      }
      return
    case 12..<60: (id, scope) = (instance, .following)
    case 60..<75:
      (id, scope) = (chance(50) ? instance : "M", .whole)
      if chance(50) { keepingBefore = named + pick([0, 1, -1]) }
    default: (id, scope) = (instance, .this)
    }
    if chance(10), scope != .this {
      isEmpty = true
      return
    }
    if chance(50) { edit["title"] = "Review" }
    if chance(10) { edit["address"] = "There" }
    let reference = id == "M" ? start : named
    let now = scope == .this ? calendar.overrides[.init(master: "M", start: named, seconds: 1800)] : nil
    var from = now?.start ?? reference
    var length = now?.seconds ?? 1800
    if chance(55) {
      from += pick([30, -30, 60, -60, 15, 90, 1440, -1440, 7 * 1440, -7 * 1440, 1470, 0]) * 60_000
      if chance(30) { length = pick([900, 3600, 5400]) }
      edit["startTime"] = .string(calendar.time(from))
      edit["endTime"] = .string(calendar.time(from + length * 1000))
    }
    if scope != .this {
      if chance(15) { edit["rrule"] = .string(Self.rule(&random)) }
      if chance(4) { edit["rrule"] = "" }
    }
  }

  /// The rules people book, with an end within the remote calendar's horizon or none.
  static func rule(_ random: inout SeededGenerator) -> String {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].shuffled(using: &random)
    var parts: [String]
    var most = 40
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<3:
      parts = ["FREQ=DAILY"]
      if chance(30) { parts.append("INTERVAL=\(Int.random(in: 2...4, using: &random))") }
      if chance(15) { parts.append("BYDAY=" + names.prefix(4).joined(separator: ",")) }
      if chance(15) { parts.append("BYHOUR=2,9") }
    case 3..<7:
      parts = ["FREQ=WEEKLY"]
      if chance(40) { parts.append("INTERVAL=\(Int.random(in: 2...3, using: &random))") }
      if chance(60) {
        parts.append("BYDAY=" + names.prefix(Int.random(in: 1...3, using: &random)).joined(separator: ","))
      }
      if chance(15) { parts.append("BYHOUR=2,14;BYMINUTE=30") }
      if chance(20) { parts.append("WKST=SU") }
      most = 12
    case 7..<9:
      parts = ["FREQ=MONTHLY"]
      if chance(25) { parts.append("INTERVAL=2") }
      parts +=
        [
          [], ["BYMONTHDAY=31"], ["BYMONTHDAY=-1"], ["BYMONTHDAY=8,20"], ["BYDAY=2\(names[0])"],
          ["BYDAY=-1\(names[0])"],
          ["BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"], ["BYDAY=SU"],
        ].randomElement(using: &random) ?? []
      most = 5
    default:
      parts = ["FREQ=HOURLY", "INTERVAL=\(Int.random(in: 5...13, using: &random))"]
    }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: parts.append("COUNT=\(Int.random(in: 1...most, using: &random))")
    case 1:
      parts.append(
        "UNTIL=2027\(["0104T103000Z", "0228T235900Z", "0314T073000Z"].randomElement(using: &random) ?? "")")
    default: break
    }
    return "RRULE:" + parts.joined(separator: ";")
  }

  static func utc(_ milliseconds: Int) -> String {
    LocalDateTime(unchecked: milliseconds / 1000).basicDescription + "Z"
  }
}
