internal import Recurrence

/// Simplifies a whole text: its rules one by one, its dates, and what they come to together.
struct TextSimplifier {
  private let set: RecurrenceSet
  private(set) var text: RecurrenceText
  private(set) var steps: [RecurrenceSimplification.Step] = []

  private let preference: RecurrencePreference
  private let work: WorkBudget

  init(_ set: RecurrenceSet, preferring preference: RecurrencePreference) {
    self.set = set
    self.preference = preference
    // Less for one rule, which keeps 99 of 100 answers about generated rules within a tenth of a second; each of
    // several is searched for, and then one for all of them. A choice.
    let isOneRule = set.text.rules.count + set.text.exclusionRules.count == 1
    work =
      isOneRule && set.text.additions.isEmpty && set.text.exclusions.isEmpty
      ? WorkBudget(48_000_000) : WorkBudget()
    text = set.text.canonical
  }

  /// Whether the search ended because its work was spent.
  var endedEarly: Bool { work.isSpent }

  mutating func run() {
    simplify()
    // Rules are compared as RFC 5545 reads them.
    guard set.options.reading != .rfc5545, text != set.text.canonical, !isSame(text) else { return }
    (text, steps) = (set.text.canonical, [])
  }

  private mutating func simplify() {
    // DTSTART is the series' start, which is given apart.
    repeat {
      let before = text
      simplifyRules()
      dropDates()
      dropRules()
      joinPairs()
      joinAll()
      if text == before || !work.allowsMore() { return }
    } while true
  }

  private mutating func note(_ before: String, _ after: String, _ reason: String) {
    steps.append(RecurrenceSimplification.Step(before: before, after: after, reason: reason))
  }

  // MARK: Rules

  private mutating func simplifyRules() {
    for index in text.rules.indices { text.rules[index] = simplified(text.rules[index]) }
    for index in text.exclusionRules.indices {
      text.exclusionRules[index] = simplified(text.exclusionRules[index])
    }
    text = text.canonical
  }

  private mutating func simplified(_ rule: RecurrenceRule) -> RecurrenceRule {
    guard rule.scale == nil, work.allowsMore() else { return rule }
    var current = rule
    if case .until = rule.end {
      guard let counted = counting(rule) else { return rule }
      let (before, after) = rule.differences(from: counted)
      let reason =
        after.isEmpty
        ? "\(before) comes after the calendar's end." : "\(before) lets through \(after) occurrences."
      if counted.textLength <= rule.textLength {
        note(before, after, reason.replacing("COUNT=", with: ""))
        current = counted
      } else {
        return rule
      }
    }
    guard
      let simplifier = RuleSimplifier(
        current, start: set.start.local, isAllDay: set.start.isAllDay, preferring: preference, work: work)
    else { return current }
    steps += simplifier.steps
    return simplifier.rule
  }

  /// The rule with COUNT for UNTIL, where that is the same in the series' zone.
  private func counting(_ rule: RecurrenceRule) -> RecurrenceRule? {
    guard let bounded = series(RecurrenceText(rules: [rule])), let last = bounded.last(before: .max) else {
      return nil
    }
    let times = WallTimes(
      of: rule.with(end: .never), start: set.start.local, isAllDay: set.start.isAllDay)
    let count = times?.count(before: last.nominalLocal.wallSeconds + 1) ?? 0
    guard count > 0, count <= Int(Int32.max) else { return nil }
    let counted = rule.with(end: .count(count))
    guard let other = series(RecurrenceText(rules: [counted])), areEqual(bounded, other) else { return nil }
    return counted
  }

  /// Drops rules that never match and rules whose occurrences others have, as long as one is left.
  private mutating func dropRules() {
    var index = 0
    while text.rules.count > 1, index < text.rules.count, work.allowsMore() {
      var fewer = text
      let rule = fewer.rules.remove(at: index)
      if isSame(fewer) {
        text = fewer
        note("RRULE:\(rule)", "", "RRULE:\(rule) adds nothing to the other rules.")
      } else {
        index += 1
      }
    }
    for rule in text.exclusionRules {
      var fewer = text
      fewer.exclusionRules.removeAll { $0 == rule }
      guard isSame(fewer) else { continue }
      text = fewer
      note("EXRULE:\(rule)", "", "EXRULE:\(rule) removes nothing.")
    }
  }

  // MARK: Dates

  private mutating func dropDates() {
    guard !text.exclusions.isEmpty || !text.additions.isEmpty else { return }
    let needless = (exclusions: needlessExclusions(), additions: needlessAdditions())
    guard !needless.exclusions.isEmpty || !needless.additions.isEmpty else { return }
    var fewer = text
    fewer.exclusions.removeAll(where: needless.exclusions.contains)
    fewer.additions.removeAll(where: needless.additions.contains)
    guard isSame(fewer) else { return }
    for date in text.exclusions where needless.exclusions.contains(date) {
      note("EXDATE:\(date)", "", "EXDATE \(date) removes nothing.")
    }
    for date in text.additions where needless.additions.contains(date) {
      note("RDATE:\(date)", "", "RDATE \(date) adds nothing to the rules.")
    }
    text = fewer
  }

  /// The EXDATEs that name no occurrence, or only those of a day that another takes out.
  private func needlessExclusions() -> Set<RecurrenceDate> {
    guard let included = series(text.withoutExclusions(by: .dates)) else { return [] }
    work.spend(1000 * text.exclusions.count)
    let days = Set(text.exclusions)
    let needless = text.exclusions.filter { date in
      guard let named = try? included.occurrences(named: date) else { return false }
      if case .date = date { return named.first { _ in true } == nil }
      return named.allSatisfy { days.contains(.date($0.nominalLocal.date)) }
    }
    return Set(needless)
  }

  /// The RDATEs that a rule generates or an EXDATE or EXRULE takes out.
  private func needlessAdditions() -> Set<RecurrenceDate> {
    guard !text.rules.isEmpty, let current = series(text),
      let generated = series(RecurrenceText(rules: text.rules))
    else { return [] }
    work.spend(1000 * text.additions.count)
    let needless = text.additions.filter { date in
      guard let occurrence = try? date.occurrence(in: set.start.zone, policy: set.options.zonePolicy) else {
        return false
      }
      return generated.contains(occurrence.startMilliseconds)
        || !current.contains(occurrence.startMilliseconds)
    }
    return Set(needless)
  }

  // MARK: All together

  /// One rule for two, where that is shorter.
  private mutating func joinPairs() {
    let lengths = text.rules.map(\.textLength)
    for second in text.rules.indices.dropFirst() {
      for first in 0..<second {
        guard work.allowsMore() else { return }
        let pair = [text.rules[first], text.rules[second]]
        guard pair.allSatisfy({ $0.scale == nil }), let both = series(RecurrenceText(rules: pair)),
          let joined = setRule(both).rule(
            within: lengths[first] + lengths[second], isRight: { [self] in isEqual(both, [$0]) }),
          isEqual(both, [joined])
        else { continue }
        text.rules[first] = joined
        text.rules.remove(at: second)
        note(
          "RRULE:\(pair[0]) RRULE:\(pair[1])", "RRULE:\(joined)",
          "RRULE:\(pair[0]) and RRULE:\(pair[1]) together are RRULE:\(joined).")
        return
      }
    }
  }

  private func setRule(_ set: RecurrenceSet) -> SetRule {
    SetRule(set, preferring: preference, work: work)
  }

  /// One rule for everything, where that is shorter.
  private mutating func joinAll() {
    guard
      text.rules.count > 1 || !text.exclusionRules.isEmpty || !text.exclusions.isEmpty
        || !text.additions.isEmpty,
      !text.rules.isEmpty, text.rules.allSatisfy({ $0.scale == nil }),
      let joined = setRule(set).rule(
        within: text.formatted().utf8.count - 7, isRight: { [self] in isEqual(set, [$0]) })
    else { return }
    let candidate = RecurrenceText(rules: [joined], start: text.start)
    guard candidate.formatted().utf8.count < text.formatted().utf8.count, isSame(candidate) else { return }
    let before = text.formatted().replacing("\n", with: " ")
    text = candidate
    note(before, "RRULE:\(joined)", "\(before) is the same as RRULE:\(joined).")
  }

  // MARK: Proof

  private func isSame(_ candidate: RecurrenceText) -> Bool {
    guard work.allowsMore(), let other = series(candidate) else { return false }
    return areEqual(set, other)
  }

  private func isEqual(_ series: RecurrenceSet, _ rules: [RecurrenceRule]) -> Bool {
    self.series(RecurrenceText(rules: rules)).map { areEqual(series, $0) } ?? false
  }

  private func series(_ text: RecurrenceText) -> RecurrenceSet? {
    work.spend(2000 * (text.rules.count + text.exclusionRules.count))
    return try? RecurrenceSet(text, start: set.start, options: set.options)
  }

  private func areEqual(_ left: RecurrenceSet, _ right: RecurrenceSet) -> Bool {
    guard work.allowsMore() else { return false }
    if left.isFinite, right.isFinite, (left.count() ?? .max) <= RecurrenceText.maximumDates {
      work.spend(50_000 + 200 * (left.count() ?? 0))
      return left.occurrences.lazy.map(\.startMilliseconds).elementsEqual(
        right.occurrences.lazy.map(\.startMilliseconds))
    }
    if left.text.exclusionRules.isEmpty, right.text.exclusionRules.isEmpty {
      return RuleTimes.prove(left, right, work)
    }
    work.spend(RuleTimes.leastOfProof)
    return right.text.exclusionRules.isEmpty && isDifference(left, right)
  }

  /// Whether `rest`, a series without EXRULE, has exactly the occurrences of `whole`, which has EXRULEs.
  ///
  /// Comparing with an EXRULE itself means walking. Instead `rest` and the times that the EXRULEs name must
  /// not meet, and together they must have all occurrences of the rules of `whole`.
  private func isDifference(_ whole: RecurrenceSet, _ rest: RecurrenceSet) -> Bool {
    var together = rest.text
    together.rules += whole.text.exclusionRules
    guard whole.text.exclusions.isEmpty, rest.text.exclusions.isEmpty,
      let included = try? whole.withoutExclusions(),
      let excluded = series(RecurrenceText(rules: whole.text.exclusionRules)), let all = series(together)
    else { return false }
    do {
      let second = try Occupancy(durationSeconds: 1)
      guard case .never = try rest.firstOverlap(taking: second, with: excluded, taking: second) else {
        return false
      }
      guard try included.isSuperset(of: rest) else { return false }
      return try all.isSuperset(of: included)
    } catch {
      return false
    }
  }
}
