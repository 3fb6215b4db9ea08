internal import Recurrence

/// Finds the BYSETPOS that chooses a target's walls from what the other parts allow.
struct PositionFit {
  struct Fit {
    let positions: [Int]
    let generated: Int
    let excluded: Int
  }

  /// For each position, from the front or the end, how many unwanted walls it chooses; and for each wanted
  /// wall, the positions that choose it.
  private struct Tally {
    var unwanted = [Int](repeating: 0, count: 2 * PositionFit.limit + 1)
    var demands: Set<[Int]> = []
  }

  /// RFC 5545, section 3.3.10: a set position is from 1 to 366 or from -366 to -1.
  static let limit = 366

  private let target: RuleTarget
  private let grid: RuleGrid

  init(_ target: RuleTarget, _ grid: RuleGrid) {
    self.target = target
    self.grid = grid
  }

  /// - Parameters:
  ///   - row: The days that the other parts allow, before the start and after the horizon too.
  ///   - room: How many characters the positions may take.
  ///   - affordableExclusions: How many unwanted walls a single position may choose.
  ///   - budget: What the fit takes is taken from it; no positions where that is more than is left.
  func positions(
    in row: DayUniverse.Row, room: Int, affordableExclusions: Int, _ budget: SearchBudget
  ) -> Fit? {
    var steps = budget.positionSteps
    defer { budget.positionSteps = steps }
    let times = grid.times
    var tally = Tally()
    var next = 0
    var wantedNext = 0
    for period in grid.periods {
      let days = row.places(in: period)
      if days.isEmpty { continue }
      let size = days.count * times.count
      steps -= size + 4
      guard steps > 0 else { return nil }
      var place = 0
      for day in days {
        let midnight = grid.universe.day(at: day) * 86_400
        for time in times {
          place += 1
          let wall = midnight + time
          guard wall >= target.start.wallSeconds, wall <= target.horizon else { continue }
          while wantedNext < target.walls.count, target.walls[wantedNext] < wall { wantedNext += 1 }
          let isWanted = wantedNext < target.walls.count && target.walls[wantedNext] == wall
          if !isWanted {
            while next < target.known.count, target.known[next] < wall { next += 1 }
            if next < target.known.count, target.known[next] == wall { continue }
          }
          record(isWanted, [place, place - size - 1].filter { abs($0) <= Self.limit }, &tally)
        }
      }
      // Positions that fail for the first periods fail for all of them.
      steps -= 4 * tally.demands.count
      if !isPossible(tally), !isAffordable(tally, affordableExclusions) { return nil }
    }
    return exact(tally, room, budget) ?? single(tally)
  }

  private func record(_ isWanted: Bool, _ places: [Int], _ tally: inout Tally) {
    if isWanted {
      tally.demands.insert(places)
    } else {
      for place in places { tally.unwanted[place + Self.limit] += 1 }
    }
  }

  private func isPossible(_ tally: Tally) -> Bool {
    tally.demands.allSatisfy { $0.contains { tally.unwanted[$0 + Self.limit] == 0 } }
  }

  /// Positions that choose the walls and nothing else, unless they take too many characters.
  private func exact(_ tally: Tally, _ room: Int, _ budget: SearchBudget) -> Fit? {
    guard isPossible(tally) else { return nil }
    let demands = tally.demands.map { $0.filter { tally.unwanted[$0 + Self.limit] == 0 } }
    // The most walls that one position chooses give the fewest positions needed, each a digit and a comma.
    var met = [Int](repeating: 0, count: 2 * Self.limit + 1)
    for place in demands.joined() { met[place + Self.limit] += 1 }
    guard let most = met.max(), most > 0, 2 * ((demands.count - 1) / most) + 1 <= room else { return nil }
    let lists = ValueCover.lists(demands, most: 1, budget: budget, length: \.textLength)
    guard let list = lists.first else { return nil }
    return Fit(positions: list.values, generated: target.walls.count, excluded: 0)
  }

  /// Whether one position chooses all wanted walls and few others.
  private func isAffordable(_ tally: Tally, _ exclusions: Int) -> Bool {
    exclusions > 0
      && common(tally.demands).contains { tally.unwanted[$0 + Self.limit] <= exclusions }
  }

  private func common(_ demands: Set<[Int]>) -> [Int] {
    guard let first = demands.first else { return [] }
    return first.filter { value in demands.allSatisfy { $0.contains(value) } }
  }

  /// The one position that chooses the walls and the fewest others.
  private func single(_ tally: Tally) -> Fit? {
    let best = common(tally.demands).min {
      (tally.unwanted[$0 + Self.limit], $0) < (tally.unwanted[$1 + Self.limit], $1)
    }
    guard let best else { return nil }
    let excluded = tally.unwanted[best + Self.limit]
    return Fit(positions: [best], generated: target.walls.count + excluded, excluded: excluded)
  }
}
