import Recurrence
import SchedulingCore

/// A series with overrides in a remote calendar, and an edit of it.
struct PlanCase {
  var calendar: RemoteCalendar
  var edit: JSONObject = ["toNotify": false]
  var id = "M"
  var scope: EditScope?
  var cancellation: Cancellation?
  var keepingBefore: Int?
  /// The start of the occurrence that the edit is addressed to; `nil` for the master.
  var named: Int?
  var move = MovePolicy.all
  var overridden = OverridePolicy.keep
  /// Whether overrides are cancelled before their occurrences go, also where the calendar removes them by itself.
  var isCareful = true
  /// Whether the edit changes nothing.
  var isEmpty = false
  var features: Set<PlanFeature> = []

  init(_ calendar: RemoteCalendar) { self.calendar = calendar }

  static let zones = ["America/New_York", "Europe/Berlin", "UTC", "Australia/Lord_Howe", "Asia/Kolkata"]

  /// A random case, or `nil` where the series has no occurrence.
  static func random(_ random: inout SeededGenerator) throws -> PlanCase? {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    let zone = try ZoneTransitions.named(zones.randomElement(using: &random) ?? "UTC")
    let habits = RemoteCalendar.Habits(
      omitsSkippedTimes: chance(12), takesSecondPass: chance(12), endsAtMidnight: chance(12),
      keepsID: chance(50), keepsOverrides: chance(70), leavesRemains: chance(40))
    var test = PlanCase(RemoteCalendar(zone: zone, habits: habits))
    test.isCareful = chance(50)
    guard let master = test.addSeries(&random) else { return nil }
    let starts = test.calendar.starts(master)
    guard !starts.isEmpty else { return nil }
    if chance(60) { test.addOverrides(starts, &random) }
    test.chooseEdit(master, starts, &random)
    test.describe(master, starts)
    return test
  }

  // MARK: The series

  private mutating func addSeries(_ random: inout SeededGenerator) -> RemoteCalendar.Master? {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    // Days around the changes of the clocks, and times that these skip or show twice.
    let days = [
      "2026-03-01", "2026-03-07", "2026-03-27", "2026-09-30", "2026-10-24", "2026-10-31", "2026-06-15",
    ]
    let times = ["02:30:00", "02:00:00", "01:30:00", "10:00:00", "23:45:00", "03:15:00"]
    let text = "\(days.randomElement(using: &random) ?? "")T\(times.randomElement(using: &random) ?? "")"
    guard let local = LocalDateTime(text) else { return nil }
    let wall = local.wallSeconds + Int.random(in: 0..<9, using: &random) * 86_400
    guard let instant = calendar.instant(wall) else { return nil }
    let start = instant * 1000

    var fields: [String: JSONValue] = [
      "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
      "appointmentStatus": "confirmed",
    ]
    if chance(30) { fields["address"] = "Here" }
    let isDatesOnly = chance(6)
    var lines = isDatesOnly ? [] : Self.rules(&random)
    var master = RemoteCalendar.Master(
      start: start, seconds: 1800, rrule: lines.joined(separator: "\n"), fields: fields)
    features = Self.features(ofRules: lines)
    let generated = Array(calendar.starts(master).prefix(12))
    if chance(30) || isDatesOnly {
      let added = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        start + Int.random(in: 0..<(40 * 48), using: &random) * 1_800_000
      }
      lines.append("RDATE:" + added.map(Self.utc).joined(separator: ","))
      features.insert(.addition)
    }
    if chance(40), generated.count > 2 {
      var excluded = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
        generated.randomElement(using: &random)
      }
      features.insert(.exclusion)
      if chance(20) {
        excluded.append(start + 4_500_000)
        features.insert(.deadExclusion)
      }
      lines.append("EXDATE:" + excluded.map(Self.utc).joined(separator: ","))
    }
    if chance(12), let day = generated.randomElement(using: &random) {
      lines.append("EXDATE;VALUE=DATE:" + Self.utc(calendar.wall(at: day) * 1000).prefix(8))
      features.insert(.exclusionDay)
    }
    master.rrule = lines.joined(separator: "\n")
    calendar.masters["M"] = master
    return master
  }

  private mutating func addOverrides(_ starts: [Int], _ random: inout SeededGenerator) {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let original = starts.prefix(10).randomElement(using: &random) else { continue }
      var override = RemoteCalendar.Override()
      if chance(50) { override.fields["title"] = "Special" }
      if chance(15) { override.fields["address"] = "Away" }
      if chance(20) { override.fields["appointmentStatus"] = "cancelled" }
      if chance(30) {
        let moves = [900_000, -900_000, 5_400_000, 86_400_000 + 900_000]
        // Where its id shows its own start alone, it is recognised by being near, and by taking place.
        let isShown = calendar.habits.keepsID
        override.start = original + (moves.prefix(isShown ? 4 : 2).randomElement(using: &random) ?? 0)
        if !isShown { override.fields["appointmentStatus"] = nil }
      }
      if chance(15) { override.seconds = 2700 }
      // What has nothing of its own can't be told from other instances.
      guard override.start != nil || override.seconds != nil || !override.fields.isEmpty else { continue }
      calendar.overrides[.init(master: "M", start: original, seconds: 1800)] = override
    }
  }

  // MARK: The edit

  private mutating func chooseEdit(
    _ master: RemoteCalendar.Master, _ starts: [Int], _ random: inout SeededGenerator
  ) {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
    let edited = calendar.overrides.keys.map(\.start).sorted()
    let named = pick(edited.isEmpty || chance(50) ? Array(starts.prefix(14)) : edited)
    let override = calendar.overrides[.init(master: "M", start: named, seconds: 1800)]
    // An instance is named by its slot, or by its own start and duration.
    var instance = "M_\(named)_1800"
    if let override, chance(50) {
      instance = "M_\(override.start ?? named)_\(override.seconds ?? 1800)"
    }
    self.named = named
    if chance(90) { edit["ignoreFreeSlotValidation"] = true }
    // A day that a rule names; what comes every day has none.
    if master.rrule?.contains("FREQ=WEEKLY") == true || master.rrule?.contains("FREQ=MONTHLY") == true,
      chance(30)
    {
      move = .named
    }
    if chance(30) { overridden = pick([.follow, .reset]) }
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<15:
      cancellation = Cancellation(pick([.status, .exclusion]))
      (id, scope) = (instance, pick([.this, .following, .whole]))
      if scope == .whole, chance(50) { keepingBefore = named + pick([0, 1, -1]) }
      if scope == .this, cancellation?.style == .exclusion, chance(50),
        let makeUp = OffsetDateTime(milliseconds: named + 2_700_000, offsetSeconds: 0),
        !starts.contains(makeUp.milliseconds)
      {
        cancellation?.makeUps = [makeUp]
      }
      return
    case 15..<60: (id, scope) = (instance, .following)
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
    let reference = id == "M" ? master.start : named
    if id == "M" { self.named = nil }
    let now = id == "M" ? nil : override
    var from = now?.start ?? reference
    var length = now?.seconds ?? 1800
    if chance(55) {
      // By days a series moves onto its own former occurrences.
      let days = [1440, -1440, 2 * 1440, 7 * 1440, -7 * 1440]
      from +=
        pick(chance(scope == .whole ? 60 : 20) ? days : [30, -30, 60, -60, 15, 90, 1440, -1440, 1470, 0])
        * 60_000
      if chance(30) { length = pick([900, 3600, 5400]) }
      edit["startTime"] = .string(calendar.time(from))
      edit["endTime"] = .string(calendar.time(from + length * 1000))
      if from != now?.start ?? reference { features.insert(.moves) }
      if length != now?.seconds ?? 1800 { features.insert(.lengthens) }
    }
    if scope != .this {
      if chance(15) { edit["rrule"] = .string(Self.rules(&random).joined(separator: "\n")) }
      if chance(4) { edit["rrule"] = "" }
    }
  }

  // MARK: What it holds

  private mutating func describe(_ master: RemoteCalendar.Master, _ starts: [Int]) {
    func note(_ feature: PlanFeature, _ holds: Bool) { if holds { features.insert(feature) } }
    let cancels = cancellation != nil
    note(cancels ? .cancelsThis : .this, scope == .this)
    note(cancels ? .cancelsFollowing : .following, scope == .following)
    note(cancels ? .cancelsWhole : .whole, scope == .whole)
    note(.wholeByInstance, scope == .whole && id != "M" && !cancels)
    note(cancels ? .cancelsAllButPast : .allButPast, keepingBefore != nil)
    note(.cancelsByStatus, cancellation?.style == .status)
    note(.cancelsByExclusion, cancellation?.style == .exclusion)
    note(.makesUp, cancellation?.makeUps.isEmpty == false)
    note(.changesFields, edit["title"] != nil || edit["address"] != nil)
    note(.replacesRule, edit["rrule"].map { $0 != "" } ?? false)
    note(.removesRule, edit["rrule"] == "")
    note(.changesNothing, isEmpty)
    note(.withoutFlag, edit["ignoreFreeSlotValidation"] == nil)

    note(.movesNamedDay, move == .named && features.contains(.moves) && scope != .this)
    note(.overridesFollow, overridden == .follow && !calendar.overrides.isEmpty && scope != .this)
    note(.overridesReset, overridden == .reset && !calendar.overrides.isEmpty && scope != .this)
    note(.datesOnly, master.rrule?.contains("RRULE") == false)
    note(.startOffPattern, starts.first != master.start)
    let walls = (master.rrule ?? "").split(separator: "\n").filter { $0.hasPrefix("RRULE:") }
      .flatMap { calendar.walls(of: RemoteRule($0.dropFirst("RRULE:".count)), from: master) }
    note(.skippedTime, walls.contains { calendar.passes(of: $0).isEmpty })
    note(.repeatedTime, walls.contains { calendar.passes(of: $0).count > 1 })

    let overrides = calendar.overrides
    note(.overrideOfFields, overrides.values.contains { $0.fields["title"] != nil })
    note(.overrideMoved, overrides.values.contains { $0.start != nil })
    note(.overrideLengthened, overrides.values.contains { $0.seconds != nil })
    note(.overrideCancelled, overrides.values.contains { $0.fields["appointmentStatus"] != nil })
    let isEdited = overrides.keys.contains { $0.start == named && id != "M" }
    note(.overrideNamed, isEdited)
    note(.overrideNamedByOwnTimes, isEdited && id != named.map { "M_\($0)_1800" })
    note(.leavesRemains, calendar.habits.leavesRemains)
    let habits = calendar.habits
    note(.omitsSkippedTimes, habits.omitsSkippedTimes)
    note(.takesSecondPass, habits.takesSecondPass)
    note(.endsAtMidnight, habits.endsAtMidnight)
    note(.rekeysInstances, !habits.keepsID)
    note(.dropsOverrides, !habits.keepsOverrides)
  }
}
