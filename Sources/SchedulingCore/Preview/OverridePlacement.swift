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
  private(set) var findings: [Diagnostic] = []

  /// No override is known.
  init() {}

  init(of result: EditResult, in context: EditContext) {
    guard let series = context.series else { return }
    for override in series.overrides {
      before[override.original.startMilliseconds] = PlacedOverride(override, beside: context.event)
    }
    let carrier = OverrideCarrier(series: series, context: context)
    for override in series.overrides {
      guard let placed = before[override.original.startMilliseconds] else { continue }
      place(placed, result, carrier)
    }
    changes += context.detached.map(OverrideChange.init(detached:))
    findings += OverrideReport(placement: self, result: result, context: context).findings
  }

  private mutating func place(
    _ override: PlacedOverride, _ result: EditResult, _ carrier: OverrideCarrier
  ) {
    let start = override.originalStart
    switch result.after {
    case .instance(let edited):
      let isMeant = edited.old.id == override.id
      if !isMeant { after[start] = override }
      changes.append(
        OverrideChange(
          isMeant ? .edited : .kept, override, newID: isMeant ? edited.new.id : override.id))
    case .halves(let halves) where start >= halves.cut:
      guard let side = halves.tail else {
        return changes.append(OverrideChange(.orphaned, override, newID: nil))
      }
      if let carried = carry(override, carrier, into: side, movedBy: result.moveSeconds) {
        tail[carried.start] = carried.override
      }
    case .halves(let halves):
      if let carried = carry(override, carrier, into: PreviewSide(halves.head), movedBy: 0) {
        after[carried.start] = carried.override
      }
    case .one(let side):
      if let carried = carry(override, carrier, into: side, movedBy: result.moveSeconds) {
        after[carried.start] = carried.override
      }
    case .unknown: return
    }
  }

  private mutating func carry(
    _ override: PlacedOverride, _ carrier: OverrideCarrier, into side: PreviewSide, movedBy delta: Int
  ) -> (start: Int, override: PlacedOverride)? {
    let carried = carrier.carry(override, into: side, movedBy: delta)
    if carried.leavesTraces { clearings.append(override) }
    if let reissue = carried.reissue { reissues.append(reissue) }
    changes.append(carried.change)
    findings += carried.findings
    return carried.placed
  }
}
