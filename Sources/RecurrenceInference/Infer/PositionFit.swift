internal import Recurrence

/// Finds the BYSETPOS that chooses a target's walls from what the other parts allow.
struct PositionFit {
  struct Fit {
    let positions: [Int]
    let generated: Int
    let excluded: Int
  }

  /// The positions of a time in its period, from the front and from the end; 0 for one past the limit.
  private struct Place: Hashable {
    let front: Int
    let back: Int

    /// - Parameter place: From 1.
    init(_ place: Int, of count: Int) {
      front = place <= PositionFit.limit ? place : 0
      back = count - place < PositionFit.limit ? place - count - 1 : 0
    }

    var positions: [Int] { [front, back].filter { $0 != 0 } }
  }

  /// How many unwanted walls each position chooses, and the places of the wanted walls.
  private struct Tally {
    /// From the last position counted from the end to the last one from the front.
    private var unwanted: [Int]
    private(set) var demands: [Place] = []
    private var seen: Set<Place> = []

    init() {
      unwanted = Array(repeating: 0, count: 2 * PositionFit.limit + 1)
      // What is past the limit chooses no wanted wall alone.
      unwanted[PositionFit.limit] = 1
    }

    mutating func record(_ place: Place, isWanted: Bool) {
      if isWanted {
        if demands.last != place, seen.insert(place).inserted { demands.append(place) }
      } else {
        unwanted[place.front + PositionFit.limit] += 1
        unwanted[place.back + PositionFit.limit] += 1
      }
    }

    func unwanted(at position: Int) -> Int { unwanted[position + PositionFit.limit] }

    /// Whether positions choose the wanted walls and nothing else.
    var isPossible: Bool {
      demands.allSatisfy { unwanted(at: $0.front) == 0 || unwanted(at: $0.back) == 0 }
    }
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
      let size = row.count(in: period) * times.count
      if size == 0 { continue }
      steps -= size + 4
      guard steps > 0 else { return nil }
      var place = 0
      row.forEachPlace(in: period) { day in
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
          tally.record(Place(place, of: size), isWanted: isWanted)
        }
      }
      // Positions that fail for the first periods fail for all of them.
      steps -= 4 * tally.demands.count
      if !tally.isPossible, !isAffordable(tally, affordableExclusions) { return nil }
    }
    return exact(tally, room, budget) ?? single(tally)
  }

  /// Positions that choose the walls and nothing else, unless they take too many characters.
  private func exact(_ tally: Tally, _ room: Int, _ budget: SearchBudget) -> Fit? {
    guard tally.isPossible else { return nil }
    let demands = tally.demands.map { $0.positions.filter { tally.unwanted(at: $0) == 0 } }
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
      && common(tally.demands).contains { tally.unwanted(at: $0) <= exclusions }
  }

  private func common(_ demands: [Place]) -> [Int] {
    guard let first = demands.first else { return [] }
    return first.positions.filter { value in demands.allSatisfy { $0.front == value || $0.back == value } }
  }

  /// The one position that chooses the walls and the fewest others.
  private func single(_ tally: Tally) -> Fit? {
    let best = common(tally.demands).lazy.map { (tally.unwanted(at: $0), $0) }.min { $0 < $1 }
    guard let (excluded, position) = best else { return nil }
    return Fit(positions: [position], generated: target.walls.count + excluded, excluded: excluded)
  }
}
