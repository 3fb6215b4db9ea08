import Recurrence
import RuleSamples

/// Which frequencies, parts and pairs of parts a run of rules has reached, and how often.
struct RuleCoverage {
  private(set) var frequencies: [Frequency: Int] = [:]
  private(set) var parts: [String: Int] = [:]
  private(set) var pairs: [String: Int] = [:]

  mutating func count(_ sample: RuleGenerator.Sample, _ frequency: Frequency) {
    frequencies[frequency, default: 0] += 1
    for (index, feature) in sample.features.enumerated() {
      parts["\(frequency.name) \(feature)", default: 0] += 1
      for other in sample.features[(index + 1)...] { pairs["\(feature)+\(other)", default: 0] += 1 }
    }
  }

  /// Every frequency with every part, and every pair of parts, that RFC 5545 allows.
  static let wanted: (parts: Set<String>, pairs: Set<String>) = {
    let others = ["INTERVAL", "INTERVAL, huge", "COUNT", "UNTIL", "WKST"]
    var parts: Set<String> = []
    var pairs: Set<String> = []
    for frequency in Frequency.allCases {
      let names = RuleGenerator.parts(for: frequency).sorted()
      parts.formUnion((names + others).map { "\(frequency.name) \($0)" })
      for (index, name) in names.enumerated() {
        pairs.formUnion(
          (names[(index + 1)...] + others).filter { RuleGenerator.agree(name, $0) }.map { "\(name)+\($0)" })
      }
    }
    return (parts, pairs)
  }()

  var missing: [String] {
    Self.wanted.parts.subtracting(parts.keys).sorted() + Self.wanted.pairs.subtracting(pairs.keys).sorted()
  }

  var summary: String {
    let each = Frequency.allCases.map { "\($0.name) \(frequencies[$0, default: 0])" }
    let rarest = pairs.filter { Self.wanted.pairs.contains($0.key) }.min {
      ($0.value, $0.key) < ($1.value, $1.key)
    }
    return each.joined(separator: ", ")
      + "; \(parts.count) frequencies with a part, \(pairs.count) pairs of parts, the rarest "
      + (rarest.map { "\($0.key) \($0.value) times" } ?? "none")
  }
}
