internal import Recurrence

/// Carries an override to the occurrence that it stands for after an edit.
struct OverrideCarrier {
  /// The series before the edit.
  let series: Series
  let context: EditContext
  let result: EditResult

  struct Carried {
    let change: OverrideChange
    /// Where it stands; `nil` where nothing is left of it.
    var placed: (start: Int, override: PlacedOverride)?
    var reissue: OverrideReissue?
    /// Whether another occurrence gets its id, and would find it there.
    var leavesTraces = false
    /// Whether it may remain where the series has no occurrence any more.
    var hasToBeCancelled = false
    var findings: [Diagnostic] = []
  }

  /// - Parameter start: The start of its occurrence afterwards; `nil` where it has none.
  func carry(_ override: PlacedOverride, into side: PreviewSide, at start: Int?) -> Carried {
    let former = override.source.original
    let isGenerated = isGenerated(former, by: side)
    let leavesTraces =
      isGenerated && start != former.startMilliseconds && context.assumptions.seriesUpdateKeepsOverrides
    let hasToBeCancelled = !isGenerated && context.hasToBeCancelled(override.source)
    guard case .series(let target, let master) = side, let start else {
      return Carried(
        change: OverrideChange(.orphaned, override, newID: nil), leavesTraces: leavesTraces,
        hasToBeCancelled: hasToBeCancelled)
    }
    let occurrence = TimeSpan(startMilliseconds: start, durationSeconds: target.durationSeconds)
    if policy(for: override) == .reset {
      let stays =
        isGenerated && start == former.startMilliseconds && context.assumptions.seriesUpdateKeepsOverrides
      return Carried(
        change: OverrideChange(.reset, override, newID: master.instance(occurrence)),
        leavesTraces: leavesTraces || stays, hasToBeCancelled: hasToBeCancelled)
    }
    let edited = edited(override, at: occurrence)
    if isGenerated, start == former.startMilliseconds, context.assumptions.seriesUpdateKeepsOverrides {
      return kept(override, as: edited, at: occurrence, of: master)
    }
    var carried = reissued(edited, from: override, at: occurrence, of: master)
    carried.leavesTraces = leavesTraces
    carried.hasToBeCancelled = hasToBeCancelled
    return carried
  }

  /// What lies before a cut is left alone, whatever was chosen.
  private func policy(for override: PlacedOverride) -> OverridePolicy {
    override.originalStart < result.halves?.cut ?? Int.min ? .keep : context.request.reach.overridden
  }

  /// Where an occurrence's start moves; an instant that does not move stays the very same.
  func moved(_ start: Int) -> Int? {
    guard result.move != OccurrenceMove() else { return start }
    guard let occurrence = series.recurrences.occurrence(startingAt: start),
      let local = result.move.wall(of: occurrence.nominalLocal).flatMap(LocalDateTime.init(wallSeconds:))
    else { return nil }
    return series.start.zone.occurrence(at: local, policy: series.options.zonePolicy)?.startMilliseconds
  }

  /// Whether a series has an occurrence with that id.
  private func isGenerated(_ id: InstanceID, by side: PreviewSide) -> Bool {
    guard case .series(let after, let master) = side else { return false }
    return master == .known(series.masterID) && after.isOccurrence(id)
  }

  /// On the instance that the edit is addressed to, its fields and times count more than the instance's own.
  private func edited(_ override: PlacedOverride, at occurrence: TimeSpan) -> PlacedOverride {
    guard let named = result.named, named.originalStart == override.originalStart else { return override }
    let given = result.effective
    var own = JSONObject()
    for (key, value) in override.own where given[key] == nil { own[key] = value }
    return PlacedOverride(
      source: override.source, id: override.id, times: named.times == occurrence ? nil : named.times,
      own: own, fields: override.fields.filter { given[$0] == nil })
  }

  /// The series still has its occurrence, id and all: a request goes to it only where the edit is addressed to it.
  private func kept(
    _ override: PlacedOverride, as edited: PlacedOverride, at occurrence: TimeSpan, of master: PlannedID
  ) -> Carried {
    var body = JSONObject()
    for key in override.own.keys where edited.own[key] == nil { body[key] = result.effective[key] }
    let isMoved = (override.times ?? occurrence) != (edited.times ?? occurrence)
    guard !body.isEmpty || isMoved else {
      return Carried(
        change: OverrideChange(.kept, override, newID: override.id),
        placed: (occurrence.startMilliseconds, override))
    }
    let times = edited.times ?? occurrence
    let newID = isMoved && !context.assumptions.instanceUpdateKeepsID ? master.instance(times) : override.id
    let placed = PlacedOverride(
      source: override.source, id: newID, times: edited.times, own: edited.own, fields: edited.fields)
    return Carried(
      change: OverrideChange(
        kind: .edited, oldID: override.source.appointment.id, newID: newID,
        originalStartMilliseconds: override.originalStart, fields: placed.allFields, lostFields: [],
        isReissued: true),
      placed: (occurrence.startMilliseconds, placed),
      reissue: OverrideReissue(
        source: override.source, isAddressed: true, occurrence: occurrence, id: override.id, idAfter: newID,
        fields: body, times: isMoved ? times : nil))
  }

  private func reissued(
    _ override: PlacedOverride, from former: PlacedOverride, at occurrence: TimeSpan, of master: PlannedID
  ) -> Carried {
    var own = override.own
    let findings = dropStatus(from: &own, of: override.source)
    let times = timesAfter(of: override, at: occurrence)
    let id = master.instance(occurrence)
    let newID = times.flatMap { context.assumptions.instanceUpdateKeepsID ? nil : master.instance($0) } ?? id
    let isReissued = !own.isEmpty || times != nil
    let isEdited = override.own != former.own || override.times != former.times
    let change = OverrideChange(
      kind: isEdited ? .edited : newID == override.id ? .kept : .rekeyed,
      oldID: override.source.appointment.id, newID: newID,
      originalStartMilliseconds: override.originalStart, fields: override.allFields,
      lostFields: override.fields.filter { own[$0] == nil }, isReissued: isReissued)
    guard isReissued else { return Carried(change: change, findings: findings) }
    return Carried(
      change: change,
      placed: (
        occurrence.startMilliseconds,
        PlacedOverride(source: override.source, id: newID, times: times, own: own, fields: own.keys)
      ),
      reissue: OverrideReissue(
        source: override.source, isAddressed: false, occurrence: occurrence, id: id, idAfter: newID,
        fields: own, times: times),
      findings: findings)
  }

  /// Its own times where another occurrence is its own.
  private func timesAfter(of override: PlacedOverride, at occurrence: TimeSpan) -> TimeSpan? {
    if let named = result.named, named.originalStart == override.originalStart { return override.times }
    let source = override.source
    guard let own = source.ownTimes(at: occurrence) else { return nil }
    guard policy(for: override) == .follow, let start = source.ownStart else { return own }
    let zone = series.start.zone
    let seconds =
      zone.wallSeconds(atMilliseconds: occurrence.startMilliseconds)
      - zone.wallSeconds(atMilliseconds: source.original.startMilliseconds)
    guard let local = LocalDateTime(wallSeconds: zone.wallSeconds(atMilliseconds: start) + seconds),
      let moved = zone.occurrence(at: local, policy: series.options.zonePolicy.shiftingGaps)
    else { return own }
    let times = TimeSpan(
      startMilliseconds: moved.startMilliseconds, durationSeconds: own.durationSeconds)
    return times == occurrence ? nil : times
  }

  /// A status that no request may carry can't be carried over.
  private func dropStatus(from own: inout JSONObject, of override: InstanceOverride) -> [Diagnostic] {
    let key = AppointmentField.appointmentStatus.rawValue
    guard let status = own[key]?.stringValue.map(AppointmentStatus.init(rawValue:)),
      !AppointmentStatus.allowed(in: context.version).contains(status)
    else { return [] }
    own[key] = nil
    return [
      Diagnostic(
        .warning, .fieldNotCarriedOver,
        "The status \(status.rawValue) of \(override.appointment.id) can't be carried over to its new id.",
        field: key, remedy: "Set it afterwards.")
    ]
  }
}
