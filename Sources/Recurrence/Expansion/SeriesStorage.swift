internal import Synchronization

/// What a series compiles to; shared by its copies.
final class SeriesStorage: Sendable {
  let start: RecurrenceStart
  let options: ExpansionOptions
  /// A lone rule is kept as it is: the text around it is made when asked for.
  private let content: Content
  let firstPlan: RecurrencePlan?
  /// The only rule's plan, where the series is nothing else.
  let lonePlan: RecurrencePlan?
  let furtherPlans: [RecurrencePlan]
  let exclusionPlans: [RecurrencePlan]
  /// `nil` where the series is nothing but rules.
  let dates: Dates?
  private let cachedEffects = Mutex<SeriesEffects?>(nil)

  private enum Content: Sendable {
    case rule(RecurrenceRule)
    case text(RecurrenceText)
  }

  /// The dates added and removed.
  struct Dates: Sendable {
    /// RDATE, and the start where there is no rule; ascending, unique.
    let additions: ContiguousArray<Occurrence>
    let exclusions: SeriesExclusions
  }

  init(_ rule: RecurrenceRule, start: RecurrenceStart, options: ExpansionOptions) throws(RecurrenceError) {
    self.start = start
    self.options = options
    content = .rule(rule)
    firstPlan = try RecurrencePlan(rule, start: start, options: options)
    lonePlan = firstPlan
    furtherPlans = []
    exclusionPlans = []
    dates = nil
  }

  init(_ text: RecurrenceText, start: RecurrenceStart, options: ExpansionOptions) throws(RecurrenceError) {
    self.start = start
    self.options = options
    content = .text(text)
    func plans(_ rules: some Sequence<RecurrenceRule>) throws(RecurrenceError) -> [RecurrencePlan] {
      var plans: [RecurrencePlan] = []
      for rule in rules { plans.append(try RecurrencePlan(rule, start: start, options: options)) }
      return plans
    }
    firstPlan = try plans(text.rules.prefix(1)).first
    furtherPlans = try plans(text.rules.dropFirst())
    exclusionPlans = try plans(text.exclusionRules)
    let reader = SeriesDates(start: start, options: options)
    try reader.checkStart(text.start)
    let dates = Dates(
      additions: try reader.additions(text), exclusions: try reader.exclusions(text.exclusions))
    self.dates = dates.additions.isEmpty && dates.exclusions.isEmpty ? nil : dates
    lonePlan =
      furtherPlans.isEmpty && exclusionPlans.isEmpty && self.dates == nil ? firstPlan : nil
  }

  var text: RecurrenceText {
    switch content {
    case .rule(let rule): RecurrenceText(rules: [rule])
    case .text(let text): text
    }
  }

  var plans: [RecurrencePlan] { (firstPlan.map { [$0] } ?? []) + furtherPlans }

  /// Whether libical yields the times of any rule.
  var isWalked: Bool {
    firstPlan?.isWalked ?? false || furtherPlans.contains(where: \.isWalked)
      || exclusionPlans.contains(where: \.isWalked)
  }

  var additions: ContiguousArray<Occurrence> { dates?.additions ?? [] }

  var exclusions: SeriesExclusions { dates?.exclusions ?? SeriesExclusions() }

  /// What the dates change about the only rule, worked out once.
  func effects(in set: RecurrenceSet) -> SeriesEffects {
    cachedEffects.withLock { cached in
      if let cached { return cached }
      let found = SeriesEffects(of: set)
      cached = found
      return found
    }
  }
}
