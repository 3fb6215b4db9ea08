internal import Recurrence

/// Finds the rule that says best what another generates from the same start.
///
/// Parts and values that change nothing are dropped one by one; then a rule of a usual form, or a shorter
/// one, is looked for with the same times. Both are repeated until neither finds anything better.
struct RuleSimplifier {
  private(set) var rule: RecurrenceRule
  private(set) var steps: [RecurrenceSimplification.Step] = []
  private let times: RuleTimes
  private let preference: RecurrencePreference
  private let work: WorkBudget
  private let everyDay = EveryDay()

  /// - Parameter rule: Without UNTIL and RSCALE, and with at least one time.
  init?(
    _ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool, preferring preference: RecurrencePreference,
    work: WorkBudget
  ) {
    guard rule.scale == nil, let times = RuleTimes(rule, start: start, isAllDay: isAllDay, work: work) else {
      return nil
    }
    self.rule = rule
    self.times = times
    self.preference = preference
    self.work = work
    if case .count = rule.end, let count = times.count, count > times.walls.count {
      // The calendar ends before.
      self.rule = rule.with(end: .count(times.walls.count))
      note(from: rule, "the calendar ends before.")
    }
    while work.allowsMore(), reduce() || changePeriod() || replace() {}
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
      guard candidate.isValid, isBetter(candidate), times.areThose(of: candidate) else { continue }
      let old = rule
      rule = candidate
      let (before, _) = old.differences(from: candidate)
      note(from: old, reason(for: part, of: old, before))
      return true
    }
    for candidate in rule.withoutOneValue where isBetter(candidate.rule) && times.areThose(of: candidate.rule)
    {
      let old = rule
      rule = candidate.rule
      note(from: old, "\(candidate.value) in \(candidate.part.name) adds nothing\(scope).")
      return true
    }
    return false
  }

  /// Says the same in periods that are easier to read; whether it does.
  private mutating func changePeriod() -> Bool {
    guard preference == .readable,
      let candidate = rule.inOtherPeriods.first(where: { times.areThose(of: $0) })
    else { return false }
    let old = rule
    rule = candidate
    note(from: old, "every period is kept, and the days are the same\(scope).")
    return true
  }

  /// Whether a rule with the same times is to be preferred; an equally good one is no reason to change what
  /// was given.
  private func isBetter(_ candidate: RecurrenceRule) -> Bool {
    preference == .readable
      ? candidate.isMoreReadable(than: rule) : candidate.textLength < rule.textLength
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
    guard let found = better(target)?.with(end: rule.end) else { return false }
    let old = rule
    rule = found
    let (before, after) = old.differences(from: rule)
    note(from: old, "\(before) is the same as \(after)\(scope).")
    return true
  }

  private func better(_ target: RuleTarget) -> RecurrenceRule? {
    let times = times
    let isRight = { (rule: RecurrenceRule) in times.count != nil || times.isProven(rule) }
    if preference == .readable {
      let usual = UsualRules(target).first { isBetter($0.with(end: rule.end)) && isRight($0) }
      if let usual { return usual.rule }
      // The shortest rule is of use only where no usual form says the same.
      guard RuleForm(of: rule) == .other else { return nil }
    }
    // A rule with too many times to list is searched for as one without an end.
    let incumbent = times.count == nil ? rule.with(end: .never) : rule
    let budget = SearchBudget(work: preference == .readable ? 30_000_000 : 100_000_000, of: work)
    return RuleSearch(
      target, within: incumbent.textLength - 1, budget: budget, everyDay: everyDay, isRight: isRight
    ).run()
  }
}
