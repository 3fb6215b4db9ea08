import Recurrence

/// Rules with BY parts of every kind, and moves that cross days, weeks, months and years.
enum RandomRule {
  static func make(_ random: inout SeededGenerator) -> (rule: String, start: LocalDateTime, delta: Int) {
    let frequency =
      ["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", "MINUTELY"].randomElement(using: &random) ?? ""
    var parts = ["FREQ=\(frequency)"]
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func pick(_ values: [Int], _ most: Int) -> String {
      values.shuffled(using: &random).prefix(Int.random(in: 1...most, using: &random)).map(String.init)
        .joined(separator: ",")
    }
    if chance(35) { parts.append("INTERVAL=\(Int.random(in: 2...4, using: &random))") }
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    let days = names.shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))
    var hasSet = false
    switch frequency {
    case "WEEKLY":
      if chance(70) {
        parts.append("BYDAY=" + days.joined(separator: ","))
        hasSet = true
      }
    case "MONTHLY", "YEARLY":
      let isYearly = frequency == "YEARLY"
      hasSet = true
      switch Int.random(in: 0..<7, using: &random) {
      case 0: parts.append("BYDAY=" + days.joined(separator: ","))
      case 1:
        parts.append(
          "BYDAY="
            + days.map { "\([-3, -2, -1, 1, 2, 3].randomElement(using: &random) ?? 1)\($0)" }
            .joined(separator: ","))
        if isYearly, chance(60) { parts.append("BYMONTH=\(pick(Array(1...12), 3))") }
      case 2: parts.append("BYMONTHDAY=\(pick(Array(1...31), 3))")
      case 3: parts.append("BYMONTHDAY=\(pick(Array(-31 ... -1), 2))")
      case 4 where isYearly: parts.append("BYYEARDAY=\(pick(Array(1...366) + Array(-366 ... -1), 2))")
      case 5 where isYearly:
        parts.append("BYWEEKNO=\(pick(Array(1...53) + Array(-53 ... -1), 2))")
        if chance(50) { parts.append("BYDAY=" + days.joined(separator: ",")) }
      case 6: parts.append("BYMONTH=\(pick(Array(1...12), 2));BYMONTHDAY=\(pick(Array(1...31), 2))")
      default: hasSet = false
      }
    default:
      if chance(40) { parts.append("BYDAY=" + days.joined(separator: ",")) }
      if chance(15) { parts.append("BYMONTHDAY=\(pick(Array(1...31), 6))") }
    }
    if chance(25) {
      parts.append("BYHOUR=\(pick(Array(0...23), 3))")
      if frequency != "HOURLY", frequency != "MINUTELY" { hasSet = true }
    }
    if chance(20) { parts.append("BYMINUTE=\(pick([0, 15, 30, 45], 2))") }
    if hasSet, chance(20) { parts.append("BYSETPOS=\(pick([1, 2, -1], 2))") }
    if chance(20) { parts.append("WKST=\(names.randomElement(using: &random) ?? "MO")") }
    if chance(30) { parts.append("COUNT=\(Int.random(in: 1...50, using: &random))") }
    let start = LocalDateTime(
      wallSeconds: Int.random(in: 1_700_000_000..<1_800_000_000, using: &random) / 900 * 900)
    let day = 86_400
    let delta =
      [
        900, 1800, 3600, -1800, 7200, 12 * 3600, day, -day, 2 * day, 7 * day, -7 * day, 14 * day, 30 * day,
        365 * day,
        day + 1800, -day - 3600, 3 * day, 5 * day,
      ].randomElement(using: &random) ?? day
    return (parts.joined(separator: ";"), start ?? LocalDateTime(clamping: 0), delta)
  }
}

extension LocalDateTime {
  /// Reads `2026-01-05T09:00:00`.
  init?(_ text: String) {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    self.init(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5])
  }
}
