/// The candidates of hourly, minutely and secondly rules, judged by counting what their plans generate.
final class StepSearch {
  private let search: RuleSearch
  private let universe: DayUniverse
  private let places: [Int]

  /// How many plans are compiled at most.
  private var plansLeft = 600

  init(_ search: RuleSearch) {
    self.search = search
    universe = search.universe
    places = search.places
  }

  func run() {
    var candidates: [RuleSketch] = []
    for frequency in [Frequency.hourly, .minutely, .secondly] {
      guard search.isPromising(RuleSketch(frequency).length) else { continue }
      let unit = frequency == .hourly ? 3600 : frequency == .minutely ? 60 : 1
      let origin = search.target.start.wallSeconds.floorDivided(by: unit)
      let periods = search.target.walls.lazy.map { $0.floorDivided(by: unit) - origin }
      for interval in RuleSearch.intervals(periods) {
        extend(RuleSketch(frequency, interval: interval), levels(of: frequency)[...], &candidates)
      }
    }
    candidates.sort { $0.length < $1.length }
    for candidate in candidates {
      guard search.isPromising(candidate.length), plansLeft > 0 else { return }
      judge(candidate)
    }
  }

  private func extend(_ sketch: RuleSketch, _ levels: ArraySlice<[PartChoice]>, _ found: inout [RuleSketch]) {
    guard search.isPromising(sketch.length) else { return }
    guard let level = levels.first else {
      found.append(sketch)
      return
    }
    for choice in level { extend(sketch.adding(choice), levels.dropFirst(), &found) }
  }

  /// For each part what it may be; one choice only where the start or the walls say it.
  private func levels(of frequency: Frequency) -> [[PartChoice]] {
    [
      optional(cover(.month, .months)), optional(cover(.yearDay, .yearDays)),
      optional(cover(.monthDay, .monthDays)), optional([weekdays]),
      time(.hours, isLimit: true) { $0 / 3600 },
      time(.minutes, isLimit: frequency < .hourly) { $0 / 60 % 60 },
      time(.seconds, isLimit: frequency < .minutely) { $0 % 60 },
    ]
  }

  private func optional(_ choices: [PartChoice]) -> [PartChoice] { [.none] + choices }

  private lazy var weekdays = PartChoice(.days, Set(places.map(universe.weekday(at:))).sorted())

  private var covers: [RulePart: [PartChoice]] = [:]

  private func cover(_ feature: DayUniverse.Feature, _ part: RulePart) -> [PartChoice] {
    if let known = covers[part] { return known }
    let demands = places.lazy.map { self.universe.values(of: feature, at: $0) }
    let lists = ValueCover.lists(demands, most: 3) { PartChoice.length(of: $0, in: part) }
    let choices = lists.map { PartChoice(part, $0.values) }
    covers[part] = choices
    return choices
  }

  private func time(_ part: RulePart, isLimit: Bool, _ value: (Int) -> Int) -> [PartChoice] {
    let values = Set(search.target.walls.map { value($0.floorRemainder(by: 86_400)) }).sorted()
    let choice = PartChoice(part, values)
    if isLimit { return [.none, choice] }
    return values == [value(search.target.start.secondOfDay)] ? [.none] : [choice]
  }

  private func judge(_ sketch: RuleSketch) {
    plansLeft -= 1
    let target = search.target
    guard
      let plan = RecurrencePlan(walls: sketch.rule(.never), start: target.start, isAllDay: false)
    else { return }
    let affordable = search.affordableExclusions(sketch.length)
    var (generated, excluded, next) = (0, 0, 0)
    plan.walls { wall in
      guard wall <= target.horizon else { return false }
      while next < target.known.count, target.known[next] < wall { next += 1 }
      generated += 1
      if next == target.known.count || target.known[next] != wall { excluded += 1 }
      return excluded <= affordable
    }
    guard excluded <= affordable, generated > 0 else { return }
    search.offer(sketch, generated: generated, excluded: excluded)
  }
}
