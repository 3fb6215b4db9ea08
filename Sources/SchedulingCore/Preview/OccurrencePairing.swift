internal import Recurrence

/// Which occurrence after an edit each one before it becomes.
struct OccurrencePairing {
  let old: [Occurrence]
  let new: [Occurrence]
  /// By the place of the old one, the place of the new one.
  private var partners: [Int?]
  private var isTaken: [Bool]
  private var byPlace: Set<Int> = []

  struct Pair {
    var old: Occurrence?
    var new: Occurrence?
    /// Whether they share no more than their place in the series.
    var isByPlace = false
  }

  /// Pairs those that an override joins, and of the others those whose local starts differ by the move.
  ///
  /// - Parameter joined: Starts of old ones, by the starts of their new ones.
  init(_ old: [Occurrence], _ new: [Occurrence], by move: OccurrenceMove, joined: [Int: Int] = [:]) {
    self.old = old
    self.new = new
    partners = [Int?](repeating: nil, count: old.count)
    isTaken = [Bool](repeating: false, count: new.count)
    if !joined.isEmpty { join(joined) }
    // What moves nowhere has no time, and no partner.
    let oldWalls = old.map { move.wall(of: $0.nominalLocal) ?? Int.min }
    let newWalls = new.map(\.nominalLocal.wallSeconds)
    if Self.isAscending(oldWalls), Self.isAscending(newWalls) {
      var next = 0
      for (index, wall) in oldWalls.enumerated() {
        while next < newWalls.count, newWalls[next] < wall { next += 1 }
        if next < newWalls.count, newWalls[next] == wall, isFree(index, next) { join(index, next) }
      }
    } else {
      // Where clocks go back, a later occurrence may show an earlier time.
      let places = Dictionary(zip(newWalls, newWalls.indices), uniquingKeysWith: { $1 })
      for (index, wall) in oldWalls.enumerated() {
        if let place = places[wall], isFree(index, place) { join(index, place) }
      }
    }
  }

  private static func isAscending(_ walls: [Int]) -> Bool {
    zip(walls, walls.dropFirst()).allSatisfy { $0 < $1 }
  }

  private mutating func join(_ joined: [Int: Int]) {
    let indices = Dictionary(
      zip(old.map(\.startMilliseconds), old.indices), uniquingKeysWith: { first, _ in first })
    for (place, occurrence) in new.enumerated() {
      if let start = joined[occurrence.startMilliseconds], let index = indices[start] { join(index, place) }
    }
  }

  private func isFree(_ index: Int, _ place: Int) -> Bool { partners[index] == nil && !isTaken[place] }

  private mutating func join(_ index: Int, _ place: Int) {
    partners[index] = place
    isTaken[place] = true
  }

  /// Whether both sides have occurrences without a partner.
  var isOpen: Bool { partners.contains(nil) && isTaken.contains(false) }

  /// Pairs those left between two pairs: the k-th before is the k-th after. What an exclusion takes away or gives
  /// back is no move.
  ///
  /// - Parameter shift: The place after the edit that the first one before it has.
  mutating func pairByPlace(
    from shift: Int, _ explainer: inout ChangeExplainer
  ) throws(RecurrenceError) {
    var isCandidate = isTaken.map { !$0 }
    for index in new.indices where isCandidate[index] {
      isCandidate[index] = try !explainer.wasExcluded(new[index])
    }
    var place = shift
    for index in old.indices {
      if let matched = partners[index] {
        place = matched + 1
        continue
      }
      if try explainer.becomesExcluded(old[index]) { continue }
      while new.indices.contains(place), !isTaken[place], !isCandidate[place] { place += 1 }
      if new.indices.contains(place), isCandidate[place], !isTaken[place] {
        join(index, place)
        byPlace.insert(index)
        place += 1
      } else if place < 0 {
        place += 1
      }
    }
  }

  /// Old ones in their order, new ones where they fall.
  var pairs: [Pair] {
    var pairs: [Pair] = []
    pairs.reserveCapacity(max(old.count, new.count))
    var next = 0
    for (index, occurrence) in old.enumerated() {
      while next < new.count, isTaken[next] || new[next].startMilliseconds < occurrence.startMilliseconds {
        if !isTaken[next] { pairs.append(Pair(new: new[next])) }
        next += 1
      }
      pairs.append(
        Pair(old: occurrence, new: partners[index].map { new[$0] }, isByPlace: byPlace.contains(index)))
    }
    while next < new.count {
      if !isTaken[next] { pairs.append(Pair(new: new[next])) }
      next += 1
    }
    return pairs
  }
}
