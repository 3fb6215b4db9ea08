import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

/// Random edits of random series: the plan's requests, carried out on a remote calendar, do exactly what the
/// preview foretold. `SERIES_PLAN_CASES` and `SERIES_PLAN_SEED` choose how many, and which.
@Suite("A plan that is carried out")
struct PlanPropertyTests {
  static let environment = ProcessInfo.processInfo.environment
  static let cases = Int(environment["SERIES_PLAN_CASES"] ?? "") ?? 300
  static let seed = UInt64(environment["SERIES_PLAN_SEED"] ?? "") ?? 1

  /// What no edit can be carried out for.
  static let refusals: Set<Diagnostic.Code> = [
    .ruleNotMovable, .emptySeries, .ruleMoveNeedsFlag, .ruleWithoutIgnoreFreeSlotValidation, .splitNotExact,
    .nothingToEdit, .makeUpNotPossible,
  ]

  static let chunks = 20

  @Test("leaves the occurrences, overrides and ids that were foretold", arguments: 0..<chunks)
  func foretold(chunk: Int) throws {
    var done: [String: Int] = [:]
    for index in 0..<Self.cases / Self.chunks {
      let number = UInt64(index * Self.chunks + chunk)
      var random = SeededGenerator(seed: Self.seed &* 1_000_003 &+ number)
      let test = try PlanCase(&random)
      guard test.calendar.masters["M"].map({ !test.calendar.starts($0).isEmpty }) == true else { continue }
      let outcome = try check(test, "case \(number) of seed \(Self.seed)")
      done[outcome, default: 0] += 1
      if outcome == "failed" { break }
    }
    let kinds = done.filter { !$0.key.hasPrefix("refused") }.values.reduce(0, +)
    #expect(kinds * 10 > done.values.reduce(0, +) * 6, "most edits are carried out: \(done)")
  }

  private func check(_ test: PlanCase, _ name: Comment) throws -> String {
    var calendar = test.calendar
    let before = calendar.items()
    let master = try Appointment(calendar.masterJSON("M"))
    let range = (master.startTime?.milliseconds ?? 0) - 60 * 86_400_000
    let window = range..<range + 360 * 86_400_000
    let listed = try before.filter { window.contains($0.start) }.map { try Appointment(calendar.json($0)) }
    var assumptions = ServerAssumptions()
    assumptions.instanceUpdateKeepsID = calendar.keepsID
    assumptions.seriesUpdateKeepsOverrides = calendar.keepsOverrides
    let preview = SeriesPreview.make(
      event: master, edit: try Example.edit(.object(test.edit)), id: try EventReference(parsing: test.id),
      scope: test.scope, zone: calendar.zone, window: PreviewWindow(range: window, limit: 100_000),
      assumptions: assumptions, events: listed, cancellation: test.cancellation,
      keepingBefore: test.keepingBefore)
    let detail = """
      \(name): \(test.id) \(test.scope.map { "\($0)" } ?? "") \(JSONValue.object(test.edit).text()) \
      cancelling \(String(describing: test.cancellation)) keeping \(String(describing: test.keepingBefore)) in \
      \(calendar.masterJSON("M").text()) \(calendar.zone.identifier) keepsID \(calendar.keepsID) \
      keepsOverrides \(calendar.keepsOverrides) overrides \(calendar.overrides)
      """
    guard let plan = preview.validatedPlan else {
      let errors = preview.findings.filter { $0.severity == .error }
      let codes = Set(errors.map(\.code))
      #expect(!codes.isEmpty && codes.isSubset(of: Self.refusals), "\(errors) in \(detail)")
      return codes.isSubset(of: Self.refusals) ? "refused \(codes.map(\.rawValue).sorted())" : "failed"
    }
    guard !preview.findings.contains(where: { $0.code == .instanceIDCollides }) else { return "collision" }

    // Carry it out.
    var created: [Int: String] = [:]
    for step in plan.plan.steps {
      let request = try #require(plan.request(ofStep: step.number, created: created), "\(detail)")
      do {
        created[step.number] = try calendar.send(request.request)
      } catch {
        Issue.record("\(error) at step \(step.number) \(step.request) of \(detail)")
        return "failed"
      }
    }
    let after = calendar.items()

    func resolved(_ id: String) -> String {
      created.reduce(id) { $0.replacingOccurrences(of: EditPlan.createdID(ofStep: $1.key), with: $1.value) }
    }
    // Two days at each edge of the window are left to what overrides do there.
    let core = window.lowerBound + 9 * 86_400_000..<window.upperBound - 9 * 86_400_000
    let foretold = Set(
      preview.changes.compactMap(\.after).filter { core.contains($0.startMilliseconds) }
        .map { "\(resolved($0.id)) \($0.startMilliseconds) \($0.durationSeconds)" })
    let found = Set(
      after.filter { core.contains($0.start) }.map { "\($0.id) \($0.start) \($0.seconds)" })
    let known = Set(
      preview.changes.compactMap(\.before).filter { core.contains($0.startMilliseconds) }
        .map { "\($0.id) \($0.startMilliseconds) \($0.durationSeconds)" })
    let there = Set(
      before.filter { core.contains($0.start) }.map { "\($0.id) \($0.start) \($0.seconds)" })
    guard foretold == found, known == there else {
      Issue.record(
        """
        foretold and not found \(foretold.subtracting(found).sorted()); found and not foretold \
        \(found.subtracting(foretold).sorted()); before: \(known.symmetricDifference(there).sorted()) in \(detail); \
        requests \(preview.requests.map { "\($0.method) \($0.path) \($0.bodyText)" })
        """)
      return "failed"
    }
    guard fieldsAgree(preview, before, after, resolved, detail),
      test.isEmpty == false || isSame(before, after)
    else {
      return "failed"
    }
    guard try undone(plan, created, &calendar, before, core, detail) else { return "failed" }
    return test.cancellation == nil ? "\(preview.decision?.target.kind ?? "")" : "cancelled"
  }

  /// Each occurrence changes in the fields that the preview says, and each override is where it says.
  private func fieldsAgree(
    _ preview: SeriesPreview, _ before: [RemoteCalendar.Item], _ after: [RemoteCalendar.Item],
    _ resolved: (String) -> String, _ detail: String
  ) -> Bool {
    let old = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    let new = Dictionary(after.map { ($0.id, $0) }) { first, _ in first }
    for change in preview.changes {
      guard let from = change.before.flatMap({ old[$0.id] }), let id = change.after?.id,
        let to = new[resolved(id)]
      else { continue }
      let differing = Set(from.fields.keys).union(to.fields.keys)
        .filter { from.fields[$0] != to.fields[$0] }
      var said: Set<String> = []
      for case .fieldsChanged(let names) in change.reasons { said.formUnion(names) }
      if Set(differing) != said {
        Issue.record("\(id) changes \(differing), foretold \(said), in \(detail)")
        return false
      }
      let isTheSame = from.id == to.id && from.start == to.start && from.seconds == to.seconds
      if (change.kind == .kept) != (isTheSame && differing.isEmpty) {
        Issue.record("\(id) is said to be \(change.kind) in \(detail)")
        return false
      }
    }
    for override in preview.overrides where override.kind != .detached {
      guard old[override.oldID] != nil else {
        Issue.record("\(override) was none in \(detail)")
        return false
      }
      if let id = override.newID, new[resolved(id)] == nil {
        Issue.record("\(override) is gone in \(detail)")
        return false
      }
    }
    return true
  }

  /// Head and tail together have the occurrences of the whole.
  private func isSame(_ before: [RemoteCalendar.Item], _ after: [RemoteCalendar.Item]) -> Bool {
    func plain(_ items: [RemoteCalendar.Item]) -> [[Int]] {
      // Beyond the horizon of the head, the tail's goes on.
      let end = (before.first?.start ?? 0) + 550 * 86_400_000
      return items.filter { $0.start < end }.map { [$0.start, $0.seconds] }
    }
    let same = plain(before) == plain(after)
    #expect(same)
    return same
  }

  /// What undoes the steps, the last first, brings the calendar back; what was created is cancelled.
  private func undone(
    _ plan: ValidatedPlan, _ created: [Int: String], _ calendar: inout RemoteCalendar,
    _ before: [RemoteCalendar.Item], _ core: Range<Int>, _ detail: String
  ) throws -> Bool {
    for step in plan.plan.steps.reversed() {
      #expect(!step.undo.isEmpty)
      for undo in try #require(plan.undo(ofStep: step.number, created: created)) {
        do {
          _ = try calendar.send(undo.request)
        } catch {
          Issue.record("\(error) undoing step \(step.number) by \(undo.request.path) in \(detail)")
          return false
        }
      }
    }
    let restored = calendar.items()
    let ours = restored.filter { $0.master == "M" && core.contains($0.start) }.map(Self.comparable)
    let wanted = before.filter { core.contains($0.start) }.map(Self.comparable)
    guard ours == wanted else {
      Issue.record(
        "not undone: \(Set(ours).symmetricDifference(wanted)) in \(detail); \(plan.plan.steps.map(\.undo))")
      return false
    }
    let left = restored.filter { $0.master != "M" && $0.fields["appointmentStatus"] != "cancelled" }
    #expect(left.isEmpty, "\(left) in \(detail)")
    return left.isEmpty
  }

  /// A field that was absent comes back empty.
  private static func comparable(_ item: RemoteCalendar.Item) -> RemoteCalendar.Item {
    RemoteCalendar.Item(
      id: item.id, master: item.master, start: item.start, seconds: item.seconds,
      fields: item.fields.filter { $0.value != "" })
  }
}
