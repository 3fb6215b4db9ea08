internal import Recurrence

/// Finds the shortest rule that generates what another does from the same start.
///
/// Parts and values that change nothing are dropped one by one; then a search looks for a shorter rule with
/// the same times. Both are repeated until neither finds anything shorter.
struct RuleSimplifier {
  private(set) var rule: RecurrenceRule
  private(set) var steps: [RecurrenceSimplification.Step] = []
  private let times: RuleTimes

  /// - Parameter rule: Without UNTIL and RSCALE, and with at least one time.
  init?(_ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool) {
    guard rule.scale == nil, let times = RuleTimes(rule, start: start, isAllDay: isAllDay) else { return nil }
    self.rule = rule
    self.times = times
    if case .count = rule.end, let count = times.count, count > times.walls.count {
      // The calendar ends before.
      self.rule = rule.with(end: .count(times.walls.count))
      note(from: rule, "the calendar ends before.")
    }
    while reduce() || replace() {}
  }

  private mutating func note(from old: RecurrenceRule, _ reason: String) {
    let (before, after) = old.differences(from: rule)
    steps.append(RecurrenceSimplification.Step(before: before, after: after, reason: reason))
  }

  // MARK: Dropping

  /// Drops one part or one value that changes nothing; whether there was any.
  private mutating func reduce() -> Bool {
    for part in RulePart.droppable where rule.has(part) {
      let candidate = rule.without(part)
      guard candidate.isValid, candidate.textLength < rule.textLength, times.areThose(of: candidate) else {
        continue
      }
      let old = rule
      rule = candidate
      let (before, _) = old.differences(from: candidate)
      note(from: old, reason(for: part, of: old, before))
      return true
    }
    for candidate in rule.withoutOneValue where times.areThose(of: candidate.rule) {
      let old = rule
      rule = candidate.rule
      note(from: old, "\(candidate.value) in \(candidate.part.name) adds nothing\(scope).")
      return true
    }
    return false
  }

  private var scope: String { times.count == nil ? "" : " up to the last occurrence" }

  private func reason(for part: RulePart, of old: RecurrenceRule, _ text: String) -> String {
    if times.isAllDay, [.hours, .minutes, .seconds].contains(part) {
      return "\(text) has no meaning in an all-day series."
    }
    if old.isImplied(part, by: times.start) { return "\(text) is what the start says." }
    switch part {
    case .weekStart: return "\(text) changes nothing: no week is counted or skipped from it\(scope)."
    case .interval: return "\(text) changes nothing\(scope)."
    case .setPositions: return "\(text) chooses all there is\(scope)."
    default: return "\(text) leaves nothing out\(scope)."
    }
  }

  // MARK: Searching

  private mutating func replace() -> Bool {
    let target: RuleTarget
    if let last = times.walls.last, times.count == nil {
      target = RuleTarget(beginning: times.walls, through: last, start: times.start, isAllDay: times.isAllDay)
    } else {
      target = RuleTarget(times.walls, start: times.start, isAllDay: times.isAllDay)
    }
    let times = times
    let end = rule.end
    // A rule with too many times to list is searched for as one without an end.
    let incumbent = times.count == nil ? rule.with(end: .never) : rule
    // An equally long rule is no reason to change what was given.
    let search = RuleSearch(target, within: incumbent.textLength - 1) {
      times.count != nil || times.isProven($0)
    }
    guard let found = search.run()?.with(end: end) else { return false }
    let old = rule
    rule = found
    let (before, after) = old.differences(from: rule)
    note(from: old, "\(before) is the same as \(after)\(scope).")
    return true
  }
}
