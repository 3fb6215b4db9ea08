internal import Synchronization

/// What a series compiles to; shared by its copies.
final class SeriesStorage: Sendable {
  let start: RecurrenceStart
  let options: ExpansionOptions
  /// What it was read from, where that is kept.
  let source: String?
  /// What was unusual about the text it was read from.
  let readingWarnings: [RecurrenceWarning]
  /// A lone rule is kept as it is: the text around it is made when asked for.
  private let content: Content
  let firstPlan: RecurrencePlan?
  /// What there is beside one rule; `nil` for most series.
  private let further: Further?

  private enum Content: Sendable {
    case rule(RecurrenceRule)
    case text(RecurrenceText)
  }

  /// What there is beside the first rule.
  private final class Further: Sendable {
    let plans: [RecurrencePlan]
    let exclusionPlans: [RecurrencePlan]
    /// `nil` where the series is nothing but rules.
    let dates: Dates?
    let cachedEffects = Mutex<SeriesEffects?>(nil)
    let cachedTally = Mutex<Tally?>(nil)

    init(plans: [RecurrencePlan], exclusionPlans: [RecurrencePlan], dates: Dates?) {
      self.plans = plans
      self.exclusionPlans = exclusionPlans
      self.dates = dates
    }
  }

  /// Whether the series' days were tried to be counted.
  private enum Tally {
    case days(SeriesTally)
    case impossible
  }

  /// The dates added and removed.
  struct Dates: Sendable {
    /// RDATE, and the start where there is no rule; ascending, unique.
    let additions: ContiguousArray<Occurrence>
    let exclusions: SeriesExclusions
  }

  init(
    _ rule: consuming RecurrenceRule, start: RecurrenceStart, options: ExpansionOptions,
    source: String? = nil, readingWarnings: [RecurrenceWarning] = []
  ) throws(RecurrenceError) {
    firstPlan = try RecurrencePlan(rule, start: start, options: options)
    self.start = start
    self.options = options
    self.source = source
    self.readingWarnings = readingWarnings
    content = .rule(rule)
    further = nil
  }

  init(
    _ text: RecurrenceText, start: RecurrenceStart, options: ExpansionOptions, source: String? = nil,
    readingWarnings: [RecurrenceWarning] = []
  ) throws(RecurrenceError) {
    self.start = start
    self.options = options
    self.source = source
    self.readingWarnings = readingWarnings
    content = .text(text)
    func plans(_ rules: some Sequence<RecurrenceRule>) throws(RecurrenceError) -> [RecurrencePlan] {
      var plans: [RecurrencePlan] = []
      for rule in rules { plans.append(try RecurrencePlan(rule, start: start, options: options)) }
      return plans
    }
    firstPlan = try plans(text.rules.prefix(1)).first
    let furtherPlans = try plans(text.rules.unique.dropFirst())
    let exclusionPlans = try plans(text.exclusionRules.unique)
    let reader = SeriesDates(start: start, options: options)
    try reader.checkStart(text.start)
    let dates = Dates(
      additions: try reader.additions(text), exclusions: try reader.exclusions(text.exclusions))
    let hasDates = !dates.additions.isEmpty || !dates.exclusions.isEmpty
    further =
      furtherPlans.isEmpty && exclusionPlans.isEmpty && !hasDates
      ? nil : Further(plans: furtherPlans, exclusionPlans: exclusionPlans, dates: hasDates ? dates : nil)
  }

  /// The rules and exclusion rules of a series alone.
  private init(rulesOf other: SeriesStorage) {
    start = other.start
    options = other.options
    source = nil
    readingWarnings = []
    content = other.content
    firstPlan = other.firstPlan
    further = other.further.map {
      Further(plans: $0.plans, exclusionPlans: $0.exclusionPlans, dates: nil)
    }
  }

  var text: RecurrenceText {
    switch content {
    case .rule(let rule): RecurrenceText(rules: [rule])
    case .text(let text): text
    }
  }

  /// The only rule's plan, where the series is nothing else.
  @inline(__always)
  var lonePlan: RecurrencePlan? { further == nil ? firstPlan : nil }

  /// The only rule's plan, where nothing but dates is added or removed.
  var onlyPlan: RecurrencePlan? {
    further.map { $0.plans.isEmpty && $0.exclusionPlans.isEmpty } ?? true ? firstPlan : nil
  }

  /// A plan for each of the rules that differ.
  var plans: [RecurrencePlan] { (firstPlan.map { [$0] } ?? []) + (further?.plans ?? []) }

  var exclusionPlans: [RecurrencePlan] { further?.exclusionPlans ?? [] }

  /// `nil` where the series is nothing but rules.
  var dates: Dates? { further?.dates }

  /// Whether libical yields the times of any rule.
  var isWalked: Bool {
    firstPlan?.isWalked ?? false
      || further.map { ($0.plans + $0.exclusionPlans).contains(where: \.isWalked) } ?? false
  }

  var additions: ContiguousArray<Occurrence> { dates?.additions ?? [] }

  var exclusions: SeriesExclusions { dates?.exclusions ?? SeriesExclusions() }

  /// The series' rules and exclusion rules counted by days, once; `nil` where that is not possible.
  var tally: SeriesTally? {
    guard let further, firstPlan != nil, onlyPlan == nil else { return nil }
    return further.cachedTally.withLock { cached in
      if cached == nil {
        let rules = RecurrenceSet(storage: SeriesStorage(rulesOf: self))
        cached = SeriesTally(rules).map { .days($0) } ?? .impossible
      }
      return if case .days(let tally) = cached { tally } else { nil }
    }
  }

  /// What the dates change about the rules, worked out once; nothing where there are none.
  func effects(in set: RecurrenceSet) -> SeriesEffects {
    guard let further else { return SeriesEffects(of: set) }
    return further.cachedEffects.withLock { cached in
      if let cached { return cached }
      let found = SeriesEffects(of: set)
      cached = found
      return found
    }
  }
}

extension [RecurrenceRule] {
  /// Each rule once: equal rules are one.
  var unique: [RecurrenceRule] {
    if count < 2 { return self }
    var seen = Set<RecurrenceRule>()
    return filter { seen.insert($0).inserted }
  }
}
