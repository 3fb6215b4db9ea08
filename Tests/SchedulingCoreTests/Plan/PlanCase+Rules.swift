import Recurrence
import SchedulingCore

extension PlanCase {
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
    let untils = [
      "20270104T103000Z", "20270228T235900Z", "20270314T073000Z", "20270104", "20270314", "20270117T101500",
    ]
    switch Int.random(in: 0..<3, using: &random) {
    case 0: parts.append("COUNT=\(Int.random(in: 1...most, using: &random))")
    case 1: parts.append("UNTIL=\(untils.randomElement(using: &random) ?? "")")
    default: break
    }
    return "RRULE:" + parts.joined(separator: ";")
  }

  /// One rule, at times two, and at times one that excludes.
  static func rules(_ random: inout SeededGenerator) -> [String] {
    var lines = [rule(&random)]
    if Int.random(in: 0..<100, using: &random) < 12 { lines.append(rule(&random)) }
    if Int.random(in: 0..<100, using: &random) < 5 { lines.append("EX" + rule(&random).dropFirst(1)) }
    return lines
  }

  static func utc(_ milliseconds: Int) -> String {
    LocalDateTime(clamping: milliseconds / 1000).basicDescription + "Z"
  }

  /// What the text of a recurrence holds.
  static func features(ofRules lines: [String]) -> Set<PlanFeature> {
    var found: Set<PlanFeature> = []
    let rules = lines.filter { $0.hasPrefix("RRULE") }
    if rules.count > 1 { found.insert(.severalRules) }
    if lines.contains(where: { $0.hasPrefix("EXRULE") }) { found.insert(.excludingRule) }
    for rule in rules {
      switch RemoteRule(rule.dropFirst("RRULE:".count)).until {
      case .instant: found.insert(.until)
      case .local: found.insert(.untilLocal)
      case .day: found.insert(.untilDate)
      case nil: found.insert(rule.contains("COUNT=") ? .count : .endless)
      }
    }
    return found
  }
}
