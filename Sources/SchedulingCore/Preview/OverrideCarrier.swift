internal import Recurrence

/// Finds the occurrence that an override stands for after an edit, and how it gets there.
struct OverrideCarrier {
  /// The series before the edit.
  let series: Series
  let context: EditContext

  struct Carried {
    let change: OverrideChange
    /// Where it stands; `nil` where nothing is left of it.
    var placed: (start: Int, override: PlacedOverride)?
    var reissue: OverrideReissue?
    /// Whether another occurrence gets its id, and would find it there.
    var leavesTraces = false
    var findings: [Diagnostic] = []
  }

  func carry(_ override: PlacedOverride, into side: PreviewSide, movedBy delta: Int) -> Carried {
    let former = override.source.original
    let start = moved(former.startMilliseconds, bySeconds: delta)
    let leavesTraces = leavesTraces(override, in: side, movedTo: start)
    guard case .series(let target, let master) = side, let start, target.recurrences.contains(start) else {
      return Carried(
        change: OverrideChange(.orphaned, override, newID: nil), leavesTraces: leavesTraces)
    }
    let occurrence = TimeSpan(startMilliseconds: start, durationSeconds: target.durationSeconds)
    let isSameKey =
      master == .known(series.masterID) && start == former.startMilliseconds
      && occurrence.durationSeconds == former.durationSeconds
    if isSameKey, context.assumptions.seriesUpdateKeepsOverrides {
      return Carried(
        change: OverrideChange(.kept, override, newID: override.id), placed: (start, override),
        leavesTraces: leavesTraces)
    }
    var carried = reissued(override, at: occurrence, of: master)
    carried.leavesTraces = leavesTraces
    return carried
  }

  private func reissued(
    _ override: PlacedOverride, at occurrence: TimeSpan, of master: PlannedID
  ) -> Carried {
    var own = override.own
    let findings = dropStatus(from: &own, of: override.source)
    let times = override.source.ownTimes(at: occurrence)
    let id = master.instance(occurrence)
    let newID = times.flatMap { context.assumptions.instanceUpdateKeepsID ? nil : master.instance($0) } ?? id
    let isReissued = !own.isEmpty || times != nil
    let change = OverrideChange(
      kind: newID == override.id ? .kept : .rekeyed, oldID: override.source.appointment.id, newID: newID,
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
        source: override.source, occurrence: occurrence, id: id, idAfter: newID, fields: own, times: times),
      findings: findings)
  }

  /// Whether another occurrence gets the id that an override stands for now, and would find it there.
  private func leavesTraces(
    _ override: PlacedOverride, in side: PreviewSide, movedTo target: Int?
  ) -> Bool {
    let former = override.source.original
    guard context.assumptions.seriesUpdateKeepsOverrides, case .series(let after, let master) = side,
      target != former.startMilliseconds, master == .known(series.masterID),
      after.durationSeconds == former.durationSeconds
    else { return false }
    return after.recurrences.contains(former.startMilliseconds)
  }

  /// Where an occurrence's start moves; an instant that does not move stays the very same.
  private func moved(_ start: Int, bySeconds delta: Int) -> Int? {
    guard delta != 0 else { return start }
    guard let occurrence = series.recurrences.first(from: start), occurrence.startMilliseconds == start,
      let local = LocalDateTime(wallSeconds: occurrence.nominalLocal.wallSeconds + delta)
    else { return nil }
    return series.start.zone.occurrence(at: local, policy: series.options.zonePolicy)?.startMilliseconds
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
