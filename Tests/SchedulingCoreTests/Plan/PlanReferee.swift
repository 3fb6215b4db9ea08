import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

/// Carries a case's plan out on its remote calendar and compares what is there with what was predicted.
struct PlanReferee {
  /// What no edit can be carried out for.
  static let refusals: Set<Diagnostic.Code> = [
    .ruleNotMovable, .emptySeries, .ruleWithoutIgnoreFreeSlotValidation, .splitNotExact,
    .nothingToEdit, .makeUpNotPossible,
  ]

  struct Fault: Error { let text: String }

  /// What became of a case that holds what was predicted.
  struct Verdict {
    /// The target's kind, or the codes it was refused for.
    var outcome = ""
    var isCarriedOut = false
    var purposes: Set<EditPlan.Purpose> = []
    var overrides: Set<OverrideChange.Kind> = []
  }

  let test: PlanCase
  let preview: SeriesPreview
  let before: [RemoteCalendar.Item]
  /// Days at each edge of the window are left to what overrides and moves do there.
  let core: Range<Int>

  init(_ test: PlanCase) throws {
    self.test = test
    let calendar = test.calendar
    let master = try Appointment(calendar.masterJSON("M"))
    before = calendar.items()
    let lower = (master.startTime?.milliseconds ?? 0) - 60 * 86_400_000
    let window = lower..<lower + 360 * 86_400_000
    core = window.lowerBound + 9 * 86_400_000..<window.upperBound - 9 * 86_400_000
    // A list of events that leaves nothing out that was edited on its own.
    let edited = Set(calendar.overrides.keys.map(\.start))
    let listed = try before.filter { window.contains($0.start) || edited.contains($0.original) }
      .map { try Appointment(calendar.json($0)) }
    let habits = calendar.habits
    preview = SeriesPreview.make(
      event: master, edit: try Example.edit(.object(test.edit)), id: try EventReference(parsing: test.id),
      scope: test.scope, zone: calendar.zone, window: PreviewWindow(range: window, limit: 100_000),
      assumptions: ServerAssumptions(
        zonePolicy: ZonePolicy(
          gap: habits.omitsSkippedTimes ? .omit : .shiftForward,
          fold: habits.takesSecondPass ? .second : .first),
        untilDate: habits.endsAtMidnight ? .startOfDay : .endOfDay,
        instanceUpdateKeepsID: habits.keepsID, seriesUpdateKeepsOverrides: habits.keepsOverrides,
        overridesMayRemain: habits.leavesRemains || test.isCareful),
      events: listed, cancellation: test.cancellation, keepingBefore: test.keepingBefore,
      move: test.move, overridden: test.overridden)
  }

  /// - Throws: What was not predicted.
  func judge() throws -> Verdict {
    var verdict = Verdict()
    guard let plan = preview.validatedPlan else {
      let errors = preview.findings.filter { $0.severity == .error }
      let codes = Set(errors.map(\.code))
      guard !codes.isEmpty, codes.isSubset(of: Self.refusals) else { throw fault("refused: \(errors)") }
      verdict.outcome = "refused: " + codes.map(\.rawValue).sorted().joined(separator: ", ")
      return verdict
    }
    guard !preview.findings.contains(where: { $0.code == .instanceIDCollides }) else {
      verdict.outcome = "collision"
      return verdict
    }
    verdict.outcome =
      test.cancellation == nil
      ? preview.decision?.target.kind ?? "" : "cancelled \(test.scope.map { "\($0)" } ?? "")"
    verdict.isCarriedOut = true
    verdict.purposes = Set(plan.plan.steps.map(\.purpose))
    verdict.overrides = Set(preview.overrides.map(\.kind))

    var calendar = test.calendar
    var created: [Int: String] = [:]
    for step in plan.plan.steps {
      guard let request = plan.request(ofStep: step.number, created: created) else {
        throw fault("step \(step.number) lacks an id")
      }
      do {
        created[step.number] = try calendar.send(request.request)
      } catch {
        throw fault("\(error) at step \(step.number), \(step.request.path)")
      }
      // A plan that stops here is undone like one that is whole.
      if step.number < plan.plan.steps.count, step.number <= 3 {
        try undo(plan, upTo: step.number, created, calendar)
      }
    }
    try compareOccurrences(calendar, created)
    try compareNamed(calendar)
    try compareFields(calendar, created)
    try undo(plan, upTo: plan.plan.steps.count, created, calendar)
    return verdict
  }

  func fault(_ text: String) -> Fault {
    Fault(
      text: """
        \(text)
        \(test.id) \(test.scope.map { "\($0)" } ?? "") \(JSONValue.object(test.edit).text()) \
        cancelling \(test.cancellation.map { "\($0)" } ?? "nothing") keeping \(test.keepingBefore ?? 0)
        in \(test.calendar.zone.identifier) \(test.calendar.masterJSON("M").text())
        \(test.calendar.habits) \(test.calendar.overrides)
        \(preview.requests.map { "\($0.method) \($0.path) \($0.bodyText)" }.joined(separator: "\n"))
        """)
  }

  private func resolved(_ id: PlannedID, _ created: [Int: String]) -> String {
    id.resolved(created) ?? id.description
  }

  // MARK: Occurrences

  private func compareOccurrences(_ calendar: RemoteCalendar, _ created: [Int: String]) throws {
    func shown(_ snapshots: [OccurrenceSnapshot]) -> Set<String> {
      Set(
        snapshots.filter { core.contains($0.startMilliseconds) }
          .map { "\(resolved($0.id, created)) \($0.startMilliseconds) \($0.durationSeconds)" })
    }
    func shown(_ items: [RemoteCalendar.Item]) -> Set<String> {
      Set(
        items.filter { core.contains($0.start) && !$0.remains }.map { "\($0.id) \($0.start) \($0.seconds)" })
    }
    for ids in [preview.changes.compactMap(\.before?.id), preview.changes.compactMap(\.after?.id)]
    where Set(ids).count < ids.count {
      throw fault("an occurrence is reported twice")
    }
    let after = calendar.items()
    let remaining = after.filter { $0.remains && !$0.isCancelled }
    guard remaining.isEmpty else { throw fault("remaining: \(remaining)") }
    let (known, there) = (shown(preview.changes.compactMap(\.before)), shown(before))
    guard known == there else { throw fault("before: \(known.symmetricDifference(there).sorted())") }
    let (predicted, found) = (shown(preview.changes.compactMap(\.after)), shown(after))
    guard predicted == found else {
      throw fault(
        "predicted and not found \(predicted.subtracting(found).sorted()); found and not predicted "
          + "\(found.subtracting(predicted).sorted())")
    }
    // Nothing moves where nothing was asked to, as far as the calendar looks from the master's start.
    guard test.isEmpty, test.cancellation == nil, test.overridden != .reset else { return }
    let end = (test.calendar.masters["M"]?.start ?? 0) + (RemoteCalendar.days - 1) * 86_400_000
    func plain(_ items: [RemoteCalendar.Item]) -> [[Int]] {
      items.filter { $0.start < end && !$0.remains }.map { [$0.start, $0.seconds] }
    }
    guard plain(before) == plain(after) else { throw fault("an edit of nothing changed something") }
  }

  /// The instance that the edit is addressed to takes place when the edit says, with the fields that it gives and
  /// what else was its own.
  private func compareNamed(_ calendar: RemoteCalendar) throws {
    guard let slot = test.named, test.keepingBefore ?? Int.min <= slot,
      test.cancellation == nil, test.edit["rrule"] == nil, test.overridden != .reset,
      !preview.findings.contains(where: { $0.code == .startNotReached }),
      let old = before.first(where: { $0.original == slot })
    else { return }
    let from = try test.edit["startTime"]?.stringValue.map { try OffsetDateTime(parsing: $0).milliseconds }
    let to = try test.edit["endTime"]?.stringValue.map { try OffsetDateTime(parsing: $0).milliseconds }
    let start = from ?? old.start
    let seconds = to.map { ($0 - start) / 1000 } ?? old.seconds
    let wanted = old.fields.merging(test.edit.filter { old.fields[$0.key] != nil }.map { ($0.key, $0.value) })
    { $1 }
    let found = calendar.items().contains { item in
      !item.remains && item.start == start && item.seconds == seconds
        && wanted.allSatisfy { item.fields[$0.key] == $0.value }
    }
    guard found else { throw fault("the named instance is not at \(start) for \(seconds) s with \(wanted)") }
  }

  /// Each occurrence changes in the fields that the preview says, and each override is where it says.
  private func compareFields(_ calendar: RemoteCalendar, _ created: [Int: String]) throws {
    let old = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    let new = Dictionary(calendar.items().filter { !$0.remains }.map { ($0.id, $0) }) { first, _ in first }
    for change in preview.changes {
      guard let from = change.before.flatMap({ old[$0.id.description] }), let id = change.after?.id,
        let to = new[resolved(id, created)]
      else { continue }
      let differing = Set(from.fields.keys).union(to.fields.keys)
        // A text that was absent comes back empty.
        .filter { from.fields[$0] ?? "" != to.fields[$0] ?? "" }
      var said: Set<String> = []
      for case .fieldsChanged(let names) in change.reasons { said.formUnion(names) }
      guard differing == said else { throw fault("\(id) changes \(differing), predicted \(said)") }
      let isTheSame = from.id == to.id && from.start == to.start && from.seconds == to.seconds
      guard (change.kind == .kept) == (isTheSame && differing.isEmpty) else {
        throw fault("\(id) is said to be \(change.kind)")
      }
    }
    let listed = Set(preview.overrides.map(\.oldID))
    for (key, override) in test.calendar.overrides {
      let isOwn = override.start != nil || override.seconds != nil || !override.fields.isEmpty
      let item = before.first { $0.original == key.start && $0.master == key.master }
      guard let item, isOwn, !listed.contains(item.id) else { continue }
      throw fault("the override \(item.id) is not accounted for")
    }
    for override in preview.overrides where override.kind != .detached {
      guard old[override.oldID] != nil else { throw fault("\(override) was none") }
      if let id = override.newID, new[resolved(id, created)] == nil { throw fault("\(override) is gone") }
    }
  }

  // MARK: Undoing

  /// What undoes the steps, the last first, brings the calendar back; what was created is cancelled.
  private func undo(
    _ plan: ValidatedPlan, upTo last: Int, _ created: [Int: String], _ calendar: RemoteCalendar
  ) throws {
    var calendar = calendar
    for step in plan.plan.steps.prefix(last).reversed() {
      guard !step.undo.isEmpty, let requests = plan.undo(ofStep: step.number, created: created) else {
        throw fault("step \(step.number) has no undo")
      }
      for request in requests {
        do {
          _ = try calendar.send(request.request)
        } catch {
          throw fault("\(error) undoing step \(step.number) of \(last) by \(request.request.path)")
        }
      }
    }
    let restored = calendar.items()
    let ours = restored.filter {
      $0.master == "M" && core.contains($0.start) && !($0.remains && $0.isCancelled)
    }
    .map(Self.comparable)
    let wanted = before.filter { core.contains($0.start) }.map(Self.comparable)
    guard ours == wanted else {
      throw fault(
        "not undone after \(last) steps: \(Set(ours).symmetricDifference(wanted)); "
          + "\(plan.plan.steps.prefix(last).map { $0.undo.map { "\($0.path) \($0.bodyText)" } })")
    }
    let left = restored.filter { $0.master != "M" && $0.fields["appointmentStatus"] != "cancelled" }
    guard left.isEmpty else { throw fault("left after undoing: \(left)") }
  }

  /// A field that was absent comes back empty.
  private static func comparable(_ item: RemoteCalendar.Item) -> RemoteCalendar.Item {
    RemoteCalendar.Item(
      id: item.id, master: item.master, original: item.original, start: item.start, seconds: item.seconds,
      fields: item.fields.filter { $0.value != "" })
  }
}

extension RemoteCalendar.Item {
  fileprivate var isCancelled: Bool { fields["appointmentStatus"] == "cancelled" }
}
