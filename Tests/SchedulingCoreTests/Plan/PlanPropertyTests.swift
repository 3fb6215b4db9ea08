import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

/// Random edits of random series: the plan's requests, carried out on a remote calendar, do exactly what the
/// preview predicted. `SERIES_PLAN_CASES` and `SERIES_PLAN_SEED` choose how many, and which.
@Suite("A plan that is carried out")
struct PlanPropertyTests {
  static let environment = ProcessInfo.processInfo.environment
  static let cases = Int(environment["SERIES_PLAN_CASES"] ?? "") ?? 150
  static let seed = UInt64(environment["SERIES_PLAN_SEED"] ?? "") ?? 1

  /// From here on every feature has to come up.
  static let fullCoverage = 2000

  private struct Tally {
    var outcomes: [String: Int] = [:]
    var met: [PlanFeature: Int] = [:]
    var carriedOut: [PlanFeature: Int] = [:]
    var purposes: [EditPlan.Purpose: Int] = [:]
    var overrides: [OverrideChange.Kind: Int] = [:]
    var faults: [String] = []

    mutating func add(_ verdict: PlanReferee.Verdict, _ test: PlanCase) {
      outcomes[verdict.outcome, default: 0] += 1
      for feature in test.features {
        met[feature, default: 0] += 1
        if verdict.isCarriedOut { carriedOut[feature, default: 0] += 1 }
      }
      for purpose in verdict.purposes { purposes[purpose, default: 0] += 1 }
      for kind in verdict.overrides { overrides[kind, default: 0] += 1 }
    }

    mutating func add(_ other: Tally) {
      outcomes.merge(other.outcomes, uniquingKeysWith: +)
      met.merge(other.met, uniquingKeysWith: +)
      carriedOut.merge(other.carriedOut, uniquingKeysWith: +)
      purposes.merge(other.purposes, uniquingKeysWith: +)
      overrides.merge(other.overrides, uniquingKeysWith: +)
      faults += other.faults
    }

    var text: String {
      let counts = outcomes.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }
      let features = PlanFeature.allCases.map { "\($0.rawValue) \(carriedOut[$0] ?? 0)/\(met[$0] ?? 0)" }
      let steps = purposes.map { "\($0.key.rawValue) \($0.value)" }.sorted()
      let kinds = overrides.map { "\($0.key.rawValue) \($0.value)" }.sorted()
      return """
        outcomes: \(counts.joined(separator: "; "))
        carried out, of those met: \(features.joined(separator: ", "))
        plans with steps: \(steps.joined(separator: ", "))
        plans with overrides: \(kinds.joined(separator: ", "))
        """
    }
  }

  @Test("leaves the occurrences, overrides and ids that were predicted")
  func predicted() async throws {
    let chunks = 8
    let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
      for chunk in 0..<chunks {
        group.addTask {
          var tally = Tally()
          for number in stride(from: chunk, to: Self.cases, by: chunks) {
            try Self.run(number, &tally)
            if tally.faults.count >= 3 { break }
          }
          return tally
        }
      }
      return try await group.reduce(into: Tally()) { $0.add($1) }
    }
    for fault in tally.faults { Issue.record(Comment(rawValue: fault)) }
    if Self.environment["SERIES_PLAN_CASES"] != nil { print(tally.text) }
    let all = tally.outcomes.values.reduce(0, +)
    let refused = tally.outcomes.filter { $0.key.hasPrefix("refused") }.values.reduce(0, +)
    #expect(refused * 10 < all * 2, "most edits are carried out: \(tally.text)")
    guard Self.cases >= Self.fullCoverage else { return }
    for feature in PlanFeature.allCases {
      #expect(tally.carriedOut[feature, default: 0] * 400 > all, "\(feature) is rarely met: \(tally.text)")
    }
    for purpose in EditPlan.Purpose.allCases where purpose != .updateEvent {
      #expect(tally.purposes[purpose, default: 0] * 2000 > all, "\(purpose) is rarely planned: \(tally.text)")
    }
    for kind in OverrideChange.Kind.allCases where kind != .detached {
      #expect(tally.overrides[kind, default: 0] * 400 > all, "\(kind) is rarely met: \(tally.text)")
    }
  }

  private static func run(_ number: Int, _ tally: inout Tally) throws {
    var random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(number))
    guard let test = try PlanCase.random(&random) else { return }
    do {
      tally.add(try PlanReferee(test).judge(), test)
    } catch let fault as PlanReferee.Fault {
      tally.faults.append("case \(number) of seed \(seed): \(fault.text)")
    }
  }
}
