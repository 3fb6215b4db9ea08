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

  /// Pairs those whose local starts differ by the move.
  init(_ old: [Occurrence], _ new: [Occurrence], movedBy deltaSeconds: Int) {
    self.old = old
    self.new = new
    partners = [Int?](repeating: nil, count: old.count)
    isTaken = [Bool](repeating: false, count: new.count)
    let walls = new.map(\.nominalLocal.wallSeconds)
    let isAscending = zip(walls, walls.dropFirst()).allSatisfy { $0 < $1 }
    var places: [Int: Int] = [:]
    if !isAscending { places = Dictionary(zip(walls, walls.indices), uniquingKeysWith: { $1 }) }
    var next = 0
    for (index, occurrence) in old.enumerated() {
      let wall = occurrence.nominalLocal.wallSeconds + deltaSeconds
      var place: Int?
      if isAscending {
        // The old ones may step back where clocks do.
        while next > 0, walls[next - 1] >= wall { next -= 1 }
        while next < walls.count, walls[next] < wall { next += 1 }
        place = next < walls.count && walls[next] == wall ? next : nil
      } else {
        place = places[wall]
      }
      guard let place, !isTaken[place] else { continue }
      partners[index] = place
      isTaken[place] = true
    }
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
        partners[index] = place
        isTaken[place] = true
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
