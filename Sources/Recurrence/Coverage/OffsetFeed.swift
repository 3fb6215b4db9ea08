/// The offsets that occurrences may have which take up an ascending instant, or start soon around it.
///
/// Next to a transition these are two, as one occurrence starts before it and one after, or in a gap.
struct OffsetFeed: Sendable {
  private let transitions: [ZoneTransition]
  private let initialOffset: Int
  private let before: Int
  private let behind: Int
  /// The transitions that may matter now; those before `low` are over.
  private var low = 0
  private var high = 0

  /// - Parameters:
  ///   - before: From how many seconds before a transition on its later offset may apply.
  ///   - behind: For how many seconds after it its earlier offset still may.
  init(_ zone: ZoneTransitions, before: Int, behind: Int, span: Range<Int>) {
    self.before = before
    self.behind = behind
    // A gap is less than two days.
    let start = max(span.lowerBound, LocalDateTime.range.lowerBound) - behind - 2 * 86_400
    let end = min(span.upperBound, LocalDateTime.range.upperBound) + before + 2 * 86_400
    transitions = zone.isFixed || start >= end ? [] : zone.transitions(in: start..<end)
    initialOffset = zone.offsetSeconds(atInstant: start)
  }

  mutating func move(to instant: Int) {
    while low < transitions.count, leave(low) <= instant { low += 1 }
    high = max(high, low)
    while high < transitions.count, transitions[high].instant - before <= instant { high += 1 }
  }

  /// Makes ready for instants before those moved to.
  mutating func rewind() { (low, high) = (0, 0) }

  /// The instant from which a transition's earlier offset is over.
  private func leave(_ index: Int) -> Int {
    let transition = transitions[index]
    return transition.instant + max(0, transition.offsetAfter - transition.offsetBefore) + behind
  }

  /// How many transitions there are.
  var length: Int { transitions.count }

  /// How many offsets there may be now.
  var count: Int { high - low + 1 }

  /// From 0 to `count - 1`.
  func offset(_ place: Int) -> Int {
    let index = low + place
    return index == 0 ? initialOffset : transitions[index - 1].offsetAfter
  }

  /// The instant at which the offsets may become others.
  var end: Int {
    let next = high < transitions.count ? transitions[high].instant - before : .max
    return low < high ? min(next, leave(low)) : next
  }

  /// Every offset in the span.
  var all: [Int] {
    var found = [initialOffset]
    for transition in transitions where !found.contains(transition.offsetAfter) {
      found.append(transition.offsetAfter)
    }
    return found
  }
}
