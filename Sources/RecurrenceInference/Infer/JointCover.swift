internal import Recurrence

/// Finds lists of values for several parts that together name all wanted days and no other.
///
/// Each wanted day needs a chosen value in every part. Each other day needs a part in which all values that
/// name the day are excluded. Choices that follow from these two conditions are made first; where none
/// follows, each part that could leave the day out is tried in turn.
struct JointCover {
  private typealias Mask = NamedValues.Mask

  /// What is known of a part's values.
  private struct State {
    var chosen = Mask()
    var excluded = Mask()
  }

  private let listed: [PartSearch.ListedPart]
  /// The values of each part that name a wanted day.
  private let named: [NamedValues]
  /// For each part and each day that is not wanted but that every part can name, the values of the part that name it.
  private var others: [[Mask]] = []
  private let budget: SearchBudget
  /// How many more choices may be tried; bounds the search where little follows from the conditions. A choice.
  private var nodesLeft = 400
  private var bestLength = Int.max
  private var best: [[Int]]?

  /// How many days that are not wanted are taken on; bounds the masks' memory and the time of one pass over
  /// them. A choice.
  private static let mostOthers = 20_000

  /// `nil` where there are too many days.
  ///
  /// - Parameter named: The values of each part that name a wanted day.
  init?(
    _ listed: [PartSearch.ListedPart], _ named: [NamedValues], in days: DayUniverse.Row, _ grid: RuleGrid,
    _ budget: SearchBudget
  ) {
    self.budget = budget
    self.listed = listed
    self.named = named
    let universe = grid.universe
    var row = grid.unwanted & days
    for (part, named) in zip(listed, named) { row = row & universe.row(part.feature, named.values) }
    budget.spend((3 + listed.count) * universe.wordCount + 2000)
    guard row.commonCount(with: row) <= Self.mostOthers else { return nil }
    let places = row.places(in: 0..<universe.count)
    budget.spend(universe.wordCount + 12 * listed.count * places.count)
    others = zip(listed, named).map { universe.masks(of: $1.values, $0.feature, at: places) }
  }

  /// The shortest lists found that take no more characters, names included.
  func lists(within bound: Int) -> [[Int]]? {
    var search = self
    search.bestLength = bound + 1
    search.descend(listed.map { _ in State() }, Array(others.first?.indices ?? 0..<0))
    return search.best
  }

  /// - Parameter days: The days not wanted that no part leaves out yet.
  private mutating func descend(_ states: [State], _ days: [Int]) {
    nodesLeft -= 1
    guard nodesLeft > 0, budget.work > 0 else { return }
    var (states, days) = (states, days)
    guard propagate(&states, &days) else { return }
    guard let day = days.first else { return settle(states) }
    for part in listed.indices where (others[part][day] & states[part].chosen).isEmpty {
      var next = states
      next[part].excluded |= others[part][day]
      descend(next, days)
    }
  }

  /// Makes the choices that follow from the states, and removes from `days` those that are left out now;
  /// `false` where no solution is left.
  private func propagate(_ states: inout [State], _ days: inout [Int]) -> Bool {
    var hasChanged = true
    let demandCount = named.reduce(0) { $0 + $1.demands.count }
    while hasChanged {
      hasChanged = false
      for part in listed.indices {
        for demand in named[part].demands where (demand & states[part].chosen).isEmpty {
          let open = demand & ~states[part].excluded
          if open.isEmpty { return false }
          if open.isSingle {
            states[part].chosen |= open
            hasChanged = true
          }
        }
      }
      budget.spend(2 * listed.count * days.count + 4 * demandCount + 100)
      var left: [Int] = []
      for day in days {
        var (open, count, isOut) = (0, 0, false)
        for part in listed.indices {
          let values = others[part][day]
          if (values & ~states[part].excluded).isEmpty {
            isOut = true
            break
          }
          if (values & states[part].chosen).isEmpty { (open, count) = (part, count + 1) }
        }
        if isOut { continue }
        if count == 0 { return false }
        if count == 1 {
          states[open].excluded |= others[open][day]
          hasChanged = true
        } else {
          left.append(day)
        }
      }
      days = left
    }
    return true
  }

  /// The shortest lists of the values that are not excluded.
  private mutating func settle(_ states: [State]) {
    var length = 0
    var found: [[Int]] = []
    for (part, state) in zip(listed.indices, states) {
      let (name, named) = (listed[part].part, named[part])
      let allowed = named.demands.map { demand in
        (demand & ~state.excluded).places.map { named.values[$0] }
      }
      budget.spend(200 * allowed.count)
      let lists = ValueCover.lists(allowed, most: 1, budget: budget) { PartChoice.length(of: $0, in: name) }
      guard let list = lists.first else { return }
      length += PartChoice(name, list.values).length
      found.append(list.values)
    }
    guard length < bestLength else { return }
    (best, bestLength) = (found, length)
  }
}
