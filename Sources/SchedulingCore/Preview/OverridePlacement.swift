internal import Recurrence

/// Where the instances that were edited on their own stand before and after an edit.
struct OverridePlacement {
  /// By the start of the occurrence they stand for, in epoch milliseconds.
  private(set) var before: [Int: PlacedOverride] = [:]
  /// Afterwards, of the series that was there, or of its head.
  private(set) var after: [Int: PlacedOverride] = [:]
  /// Afterwards, of the series that begins at a cut.
  private(set) var tail: [Int: PlacedOverride] = [:]
  /// What becomes of each, by original start.
  private(set) var changes: [OverrideChange] = []
  /// Overrides that a request of their own carries over to their new occurrence.
  private(set) var reissues: [OverrideReissue] = []
  /// Overrides that leave an occurrence whose id another one has afterwards.
  private(set) var clearings: [PlacedOverride] = []
  /// Overrides that may remain where the series has no occurrence any more, and are cancelled before.
  private(set) var cancellations: [PlacedOverride] = []
  private(set) var findings: [Diagnostic] = []

  /// No override is known.
  init() {}

  init(of result: EditResult, in context: EditContext) {
    guard let series = context.series else { return }
    for override in series.overrides {
      before[override.original.startMilliseconds] = PlacedOverride(override, beside: context.event)
    }
    let carrier = OverrideCarrier(series: series, context: context, result: result)
    let placed = series.overrides.compactMap { before[$0.original.startMilliseconds] }
    let targets = Targets(of: placed, result, carrier)
    for override in placed { place(override, result, carrier, targets) }
    changes += context.detached.map(OverrideChange.init(detached:))
    findings += OverrideReport(placement: self, result: result, context: context).findings
  }

  private mutating func place(
    _ override: PlacedOverride, _ result: EditResult, _ carrier: OverrideCarrier, _ targets: Targets
  ) {
    let start = override.originalStart
    switch result.after {
    case .instance(let edited):
      let isMeant = edited.named.startMilliseconds == start
      if !isMeant { after[start] = override }
      changes.append(
        OverrideChange(
          isMeant ? .edited : .kept, override, newID: isMeant ? edited.new.id : override.id))
    case .halves(let halves) where start >= halves.cut:
      guard let side = halves.tail else {
        changes.append(OverrideChange(.orphaned, override, newID: nil))
        if carrier.context.hasToBeCancelled(override.source) { cancellations.append(override) }
        return
      }
      if let carried = carry(override, carrier, into: side, at: targets.starts[start]) {
        tail[carried.start] = carried.override
      }
    case .halves(let halves):
      if let carried = carry(override, carrier, into: PreviewSide(halves.head), at: start) {
        after[carried.start] = carried.override
      }
    case .one(let side):
      if let carried = carry(override, carrier, into: side, at: targets.starts[start]) {
        after[carried.start] = carried.override
      }
    case .unknown: return
    }
  }

  private mutating func carry(
    _ override: PlacedOverride, _ carrier: OverrideCarrier, into side: PreviewSide, at start: Int?
  ) -> (start: Int, override: PlacedOverride)? {
    let carried = carrier.carry(override, into: side, at: start)
    if carried.leavesTraces { clearings.append(override) }
    if carried.hasToBeCancelled { cancellations.append(override) }
    if let reissue = carried.reissue { reissues.append(reissue) }
    changes.append(carried.change)
    findings += carried.findings
    return carried.placed
  }

  /// The starts that overrides come to stand for, by their original ones.
  private struct Targets {
    private(set) var starts: [Int: Int] = [:]

    /// Where the recurrence is another one, those whose occurrence it still has stay; the others, and the one that
    /// the edit is addressed to, move with the series where that gives an occurrence that is free.
    init(of overrides: [PlacedOverride], _ result: EditResult, _ carrier: OverrideCarrier) {
      let side: PreviewSide
      switch result.after {
      case .one(let after): side = after
      case .halves(let halves):
        guard let tail = halves.tail else { return }
        side = tail
      case .instance, .unknown: return
      }
      guard let series = side.series else { return }
      let cut = result.halves?.cut ?? Int.min
      var left: [PlacedOverride] = []
      var taken: Set<Int> = []
      for override in overrides where override.originalStart >= cut {
        let start = override.originalStart
        let isNamed = start == result.named?.originalStart
        if carrier.context.edit.changesRule, !isNamed, series.recurrences.contains(start) {
          starts[start] = start
          taken.insert(start)
        } else {
          left.append(override)
        }
      }
      for override in left {
        let start = override.originalStart
        let places = [carrier.moved(start), start == result.named?.originalStart ? start : nil]
        for case let place? in places where series.recurrences.contains(place) && !taken.contains(place) {
          taken.insert(place)
          starts[start] = place
          break
        }
      }
    }
  }
}
