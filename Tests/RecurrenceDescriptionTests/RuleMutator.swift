import Recurrence
import RuleSamples

/// Changes one part of a rule's text.
struct RuleMutator {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// The changed rule; `nil` where the change makes no valid one.
  mutating func change(_ rule: String) -> RecurrenceRule? {
    var parts = rule.split(separator: ";").map(String.init)
    let index = Int.random(in: parts.indices, using: &random)
    let pair = parts[index].split(separator: "=").map(String.init)
    var values = pair[1].split(separator: ",").map(String.init)
    switch pair[0] {
    case "FREQ":
      values = [["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"].randomElement(using: &random) ?? "DAILY"]
    case "WKST":
      values = [["MO", "SU", "SA", "WE"].randomElement(using: &random) ?? "MO"]
    case "UNTIL":
      values = ["20380119T031407Z"]
    default:
      if values.count > 1, Bool.random(using: &random) {
        values.removeLast()
      } else if let number = Int(values[0]) {
        values[0] = "\(number == -1 ? 1 : number + 1)"
      } else {
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        values[0] = String(values[0].dropLast(2)) + (days.randomElement(using: &random) ?? "MO")
      }
    }
    parts[index] = "\(pair[0])=\(values.joined(separator: ","))"
    if pair[0] != "FREQ", Int.random(in: 0..<6, using: &random) == 0 { parts.remove(at: index) }
    return try? RecurrenceText(parsing: parts.joined(separator: ";")).rules.first
  }
}
