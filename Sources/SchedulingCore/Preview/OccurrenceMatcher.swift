internal import Recurrence

/// Pairs the occurrences before an edit with those after it and says why each is where it is.
///
/// First by original start: the one whose local start is the old one plus the move. Then by place in
/// the series: of those left, the k-th before is the k-th after.
struct OccurrenceMatcher {
  let before: PreviewSide
  let after: PreviewSide
  /// How the master moves on the clock's face.
  let deltaSeconds: Int
  /// Names of the fields that the edit changes.
  let fields: [String]
  /// Whether the edit takes the recurrence away.
  let removesRule: Bool
  let window: PreviewWindow

  struct Matches {
    var changes: [OccurrenceChange] = []
    /// Whether there are more occurrences than were looked at.
    var isTruncated = false
  }

  func changes() throws(RecurrenceError) -> Matches {
    let isEndless = before.isEndless || after.isEndless
    let limit = window.range == nil && isEndless ? min(window.limit, window.endlessLimit) : window.limit
    let reach = window.range.map(widened)
    let old = try before.expand(in: reach, limit: limit)
    let new = try after.expand(in: reach, limit: limit)
    let pairs = try pair(old.occurrences, new.occurrences, from: reach?.lowerBound)

    // Beyond the last occurrence that was looked at nothing is known of that side.
    let known = min(
      old.isTruncated ? old.occurrences.last?.startMilliseconds ?? Int.max : Int.max,
      new.isTruncated ? new.occurrences.last?.startMilliseconds ?? Int.max : Int.max)
    var explainer = try ChangeExplainer(self, old: old.occurrences, new: new.occurrences)
    var matches = Matches(isTruncated: old.isTruncated || new.isTruncated)
    matches.changes.reserveCapacity(pairs.count)
    for pair in pairs {
      let starts = [pair.old?.startMilliseconds, pair.new?.startMilliseconds].compactMap { $0 }
      if let range = window.range, !starts.contains(where: range.contains) { continue }
      if starts.count == 1, starts[0] > known { continue }
      matches.changes.append(try explainer.change(pair))
    }
    return matches
  }

  /// The window and as much around it as the move reaches.
  private func widened(_ range: Range<Int>) -> Range<Int> {
    let reach = (deltaSeconds.magnitude < 400 * 366 * 86_400 ? abs(deltaSeconds) : 0) * 1000 + 2 * 86_400_000
    let lower = range.lowerBound.subtractingReportingOverflow(reach)
    let upper = range.upperBound.addingReportingOverflow(reach)
    return (lower.overflow ? Int.min : lower.partialValue)..<(upper.overflow ? Int.max : upper.partialValue)
  }

  struct Pair {
    var old: Occurrence?
    var new: Occurrence?
    var isByPlace = false
  }

  private func pair(
    _ old: [Occurrence], _ new: [Occurrence], from lowerBound: Int?
  ) throws(RecurrenceError) -> [Pair] {
    var partner = [Int?](repeating: nil, count: old.count)
    var isTaken = [Bool](repeating: false, count: new.count)
    var places: [Int: Int] = [:]
    places.reserveCapacity(new.count)
    for (index, occurrence) in new.enumerated() { places[occurrence.nominalLocal.wallSeconds] = index }
    for (index, occurrence) in old.enumerated() {
      let wall = occurrence.nominalLocal.wallSeconds + deltaSeconds
      if let place = places[wall], !isTaken[place] {
        partner[index] = place
        isTaken[place] = true
      }
    }

    var byPlace: Set<Int> = []
    if partner.contains(nil), isTaken.contains(false) {
      let shift =
        try lowerBound.map { bound throws(RecurrenceError) in
          try before.index(before: bound) - after.index(before: bound)
        } ?? 0
      for index in old.indices where partner[index] == nil {
        let place = index + shift
        if new.indices.contains(place), !isTaken[place] {
          partner[index] = place
          isTaken[place] = true
          byPlace.insert(index)
        }
      }
    }

    // Old ones in their order, new ones where they fall.
    var pairs: [Pair] = []
    pairs.reserveCapacity(old.count)
    var next = 0
    for (index, occurrence) in old.enumerated() {
      while next < new.count, isTaken[next] || new[next].startMilliseconds < occurrence.startMilliseconds {
        if !isTaken[next] { pairs.append(Pair(new: new[next])) }
        next += 1
      }
      pairs.append(
        Pair(old: occurrence, new: partner[index].map { new[$0] }, isByPlace: byPlace.contains(index)))
    }
    while next < new.count {
      if !isTaken[next] { pairs.append(Pair(new: new[next])) }
      next += 1
    }
    return pairs
  }
}
