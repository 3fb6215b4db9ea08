public import Recurrence

extension Availability {
  /// How the slots of a range differ from those that the service offered, each difference with what makes it.
  ///
  /// - Parameters:
  ///   - range: Half-open, in epoch milliseconds; what the service offered outside does not count.
  ///   - shownIn: The zone of the starts that are free here only; the calendar's by default.
  /// - Returns: The differences in order of the starts; none where both have the same slots.
  /// - Throws: What `slots(in:shownIn:all:)` throws.
  public func differences(
    from offered: OfferedSlots, in range: Range<Int>, shownIn: ZoneTransitions? = nil
  ) throws(ValidationFailure) -> [SlotDifference] {
    let slots = try slots(in: range, shownIn: shownIn, all: true).slots
    let free = Dictionary(slots.filter(\.isFree).map { ($0.start.milliseconds, $0.start) }) { first, _ in
      first
    }
    let theirs = Dictionary(
      offered.starts.filter { range.contains($0.milliseconds) }.map { ($0.milliseconds, $0) }
    ) { first, _ in first }
    let others = try alternatives(in: range)
    let onlyTheirs = theirs.keys.filter { free[$0] == nil }.sorted()
    let reasons = try reasons(of: onlyTheirs, among: slots)
    var differences = zip(onlyTheirs, reasons).compactMap { start, reasons in
      theirs[start].map { shown in
        SlotDifference(
          start: shown, isOffered: true, reasons: reasons,
          explanations: others.filter { $0.free.contains(start) }.map(\.explanation))
      }
    }
    for (start, shown) in free where theirs[start] == nil {
      let changed = others.filter { !$0.free.contains(start) }.map(\.explanation)
      differences.append(
        SlotDifference(
          start: shown, isOffered: false, reasons: [],
          explanations: changed + unknowns(isExplained: !changed.isEmpty)))
    }
    return differences.sorted { $0.start.milliseconds < $1.start.milliseconds }
  }

  /// Why starts that the service offers are not free here: as slots, or as times that are none.
  private func reasons(
    of starts: [Int], among slots: [Slot]
  ) throws(ValidationFailure) -> [[AvailabilityReason]] {
    let known = Dictionary(slots.map { ($0.start.milliseconds, $0.reasons) }) { first, _ in first }
    let length = calendar.slot.durationSeconds
    let times = starts.map { TimeSpan(startMilliseconds: $0, durationSeconds: length) }
    return zip(starts, try reasons(against: times)).map { known[$0] ?? $1 }
  }

  /// What is free where one thing is assumed otherwise.
  private func alternatives(
    in range: Range<Int>
  ) throws(ValidationFailure) -> [(explanation: SlotDifference.Explanation, free: Set<Int>)] {
    let closing: SlotAssumptions.Closing =
      assumptions.closing == .endsByClosing ? .startsByClosing : .endsByClosing
    let buffers: SlotAssumptions.Buffers = assumptions.buffers == .longer ? .sum : .longer
    var (other, third) = (self, self)
    other.assumptions.closing = closing
    third.assumptions.buffers = buffers
    return [
      (.closing(closing), Set(try other.slots(in: range).slots.map(\.start.milliseconds))),
      (.buffers(buffers), Set(try third.slots(in: range).slots.map(\.start.milliseconds))),
    ]
  }

  /// What may keep the service from offering a slot that is free by all that is known.
  private func unknowns(isExplained: Bool) -> [SlotDifference.Explanation] {
    var found: [SlotDifference.Explanation] = []
    if let share = calendar.hiddenPercentage, share > 0 { found.append(.hidden(percentage: share)) }
    if now == nil { found.append(.timeUnknown) }
    if busy == nil { found.append(.busyUnknown) }
    return found.isEmpty && !isExplained ? [.takenUnknown] : found
  }
}
