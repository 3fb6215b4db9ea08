internal import Recurrence

/// An override that a request of its own carries over to its new occurrence.
struct OverrideReissue {
  let source: InstanceOverride
  /// The master afterwards, and the step that creates it, if any.
  let masterID: String
  let createdBy: Int?
  /// The occurrence it stands for afterwards.
  let startMilliseconds: Int
  let durationSeconds: Int
  let fields: JSONObject
  let times: (startMilliseconds: Int, durationSeconds: Int)?
  /// Its id afterwards, without the master's id.
  let suffixAfter: String

  /// The occurrence's id, without the master's id.
  var suffix: String { "_\(startMilliseconds)_\(durationSeconds)" }
}

extension PreviewBuilder {
  func placedBefore(_ series: Series) -> [Int: PlacedOverride] {
    var placed: [Int: PlacedOverride] = [:]
    for override in series.overrides {
      placed[override.original.startMilliseconds] = PlacedOverride(
        source: override, identity: .fixed(override.appointment.id), times: override.ownTimes(),
        fields: override.ownFieldNames(beside: event))
    }
    return placed
  }

  /// Finds what becomes of each override.
  mutating func placeOverrides(_ series: Series?) throws(Diagnostic) {
    guard let series else { return }
    overridesBefore = placedBefore(series)
    for override in series.overrides {
      let start = override.original.startMilliseconds
      if let instanceEdit {
        let isMeant = instanceEdit.old.id == override.appointment.id
        if !isMeant { overridesAfter[start] = overridesBefore[start] }
        overrideChanges.append(
          change(
            isMeant ? .edited : .kept, override,
            newID: isMeant ? instanceEdit.new.id : override.appointment.id))
      } else if let split, start >= split.cut {
        if let tail = split.after {
          let step = Self.creationStep
          if let placed = carry(override, of: series, into: tail, movedBy: moveSeconds, createdBy: step) {
            tailOverridesAfter[placed.start] = placed.override
          }
        } else {
          orphan(override)
        }
      } else if let after {
        let delta = split == nil ? moveSeconds : 0
        if let placed = carry(override, of: series, into: after, movedBy: delta, createdBy: nil) {
          overridesAfter[placed.start] = placed.override
        }
      }
    }
    overrideChanges += detached.map {
      OverrideChange(
        kind: .detached, oldID: $0.appointment.id, newID: $0.appointment.id,
        originalStartMilliseconds: $0.originalStartMilliseconds, fields: [],
        lostFields: [], isReissued: false)
    }
    reportLost()
    reportOrphans(in: series)
    reportUncancelled()
    reportUnlisted()
  }

  /// Finds the occurrence that an override stands for afterwards, and how it gets there.
  private mutating func carry(
    _ override: InstanceOverride, of series: Series, into side: PreviewSide, movedBy delta: Int,
    createdBy step: Int?
  ) -> (start: Int, override: PlacedOverride)? {
    if leavesTraces(override, of: series, in: side, movedBy: delta) { clearings.append(override) }
    guard case .series(let target) = side,
      let start = moved(override.original.startMilliseconds, of: series, bySeconds: delta),
      target.recurrences.contains(start)
    else {
      orphan(override)
      return nil
    }
    let isSameKey =
      target.masterID == series.masterID && start == override.original.startMilliseconds
      && target.durationSeconds == override.original.durationSeconds
    var own = override.ownFields(beside: event)
    if isSameKey, assumptions.seriesUpdateKeepsOverrides {
      overrideChanges.append(change(.kept, override, newID: override.appointment.id))
      return (
        start,
        PlacedOverride(
          source: override, identity: .fixed(override.appointment.id), times: override.ownTimes(),
          fields: override.ownFieldNames(beside: event))
      )
    }
    let all = override.ownFieldNames(beside: event)
    dropStatus(from: &own, of: override)
    let times = override.ownTimes(startMilliseconds: start, durationSeconds: target.durationSeconds)
    let key = "_\(start)_\(target.durationSeconds)"
    var suffixAfter = key
    if let times, !assumptions.instanceUpdateKeepsID {
      suffixAfter = "_\(times.startMilliseconds)_\(times.durationSeconds)"
    }
    let newID = target.masterID + suffixAfter
    let isReissued = !own.isEmpty || times != nil
    if isReissued {
      reissues.append(
        OverrideReissue(
          source: override, masterID: target.masterID, createdBy: step, startMilliseconds: start,
          durationSeconds: target.durationSeconds, fields: own, times: times, suffixAfter: suffixAfter))
    }
    overrideChanges.append(
      OverrideChange(
        kind: newID == override.appointment.id ? .kept : .rekeyed, oldID: override.appointment.id,
        newID: newID, originalStartMilliseconds: override.original.startMilliseconds,
        fields: all + (times == nil ? [] : ["startTime", "endTime"]),
        lostFields: all.filter { own[$0] == nil }, isReissued: isReissued))
    guard isReissued else { return nil }
    return (
      start, PlacedOverride(source: override, identity: .fixed(newID), times: times, fields: own.keys)
    )
  }

  /// Whether another occurrence gets the id that an override stands for now, and would find it there.
  private func leavesTraces(
    _ override: InstanceOverride, of series: Series, in side: PreviewSide, movedBy delta: Int
  ) -> Bool {
    let start = override.original.startMilliseconds
    guard assumptions.seriesUpdateKeepsOverrides, case .series(let target) = side,
      target.masterID == series.masterID, target.durationSeconds == override.original.durationSeconds,
      target.recurrences.contains(start)
    else { return false }
    return moved(start, of: series, bySeconds: delta) != start
  }

  /// Where an occurrence's start moves; an instant that does not move stays the very same.
  private func moved(_ start: Int, of series: Series, bySeconds delta: Int) -> Int? {
    guard delta != 0 else { return start }
    guard let occurrence = series.recurrences.first(from: start), occurrence.startMilliseconds == start,
      let local = LocalDateTime(wallSeconds: occurrence.nominalLocal.wallSeconds + delta)
    else { return nil }
    return series.start.zone.occurrence(at: local, policy: series.options.zonePolicy)?.startMilliseconds
  }

  /// A status that no request may carry can't be carried over.
  private mutating func dropStatus(from own: inout JSONObject, of override: InstanceOverride) {
    let key = AppointmentEdit.Field.appointmentStatus.rawValue
    guard let status = own[key]?.stringValue.map(AppointmentStatus.init(rawValue:)),
      !AppointmentStatus.allowed(in: input.version).contains(status)
    else { return }
    own[key] = nil
    findings.append(
      Diagnostic(
        .warning, .fieldNotCarriedOver,
        "The status \(status.rawValue) of \(override.appointment.id) can't be carried over to its new id.",
        field: key, remedy: "Set it afterwards."))
  }

  /// What no request takes can't be carried over.
  private mutating func reportLost() {
    for field in Appointment.unsentFields {
      let ids = overrideChanges.filter { $0.lostFields.contains(field) }.map(\.oldID)
      guard !ids.isEmpty else { continue }
      findings.append(
        Diagnostic(
          .warning, .fieldNotCarriedOver,
          "The \(field) of \(ids.prefix(3).joined(separator: ", "))\(ids.count > 3 ? "…" : "") can't be carried over: "
            + "no request takes \(field).", field: field, remedy: "Keep a copy, and set it afterwards."))
    }
  }

  private mutating func orphan(_ override: InstanceOverride) {
    overrideChanges.append(change(.orphaned, override, newID: nil))
  }

  private func change(
    _ kind: OverrideChange.Kind, _ override: InstanceOverride, newID: String?
  ) -> OverrideChange {
    OverrideChange(
      kind: kind, oldID: override.appointment.id, newID: newID,
      originalStartMilliseconds: override.original.startMilliseconds,
      fields: override.ownFieldNames(beside: event)
        + (override.ownTimes() == nil ? [] : ["startTime", "endTime"]), lostFields: [], isReissued: false)
  }

  /// A status of an instance's own stays, whatever that of the series becomes.
  private mutating func reportUncancelled() {
    guard instanceEdit == nil, effective.appointmentStatus == .cancelled else { return }
    let field = AppointmentEdit.Field.appointmentStatus.rawValue
    let others = (split == nil ? overridesAfter : tailOverridesAfter).sorted { $0.key < $1.key }.compactMap {
      (_, placed) -> String? in
      guard placed.fields.contains(field), let status = placed.source.appointment.appointmentStatus,
        status != .cancelled
      else { return nil }
      return "\(placed.source.appointment.id) (\(status.rawValue))"
    }
    guard !others.isEmpty else { return }
    findings.append(
      Diagnostic(
        .warning, .overridesNotCancelled,
        "\(others.count) instance\(others.count == 1 ? " has a status of its" : "s have a status of their") own and "
          + "\(others.count == 1 ? "is" : "are") not cancelled: \(others.prefix(3).joined(separator: ", "))"
          + "\(others.count > 3 ? "…" : "").", field: field,
        remedy: "Cancel on its own what should not take place."))
  }

  /// What is not listed can't be carried over: an edit that cuts the series, or gives it another rule, may
  /// cost it.
  private mutating func reportUnlisted() {
    guard input.events == nil, split != nil || edit.changesRule else { return }
    findings.append(
      Diagnostic(
        .note, .overridesNotListed,
        "No list of events is given, so instances that were edited on their own are not known, and may lose what "
          + "is their own.", field: "events", remedy: "Give what GET /calendars/events returns."))
  }

  private mutating func reportOrphans(in series: Series) {
    let orphans = overrideChanges.filter { $0.kind == .orphaned }
    guard !orphans.isEmpty else { return }
    let shown = orphans.prefix(3).map(\.oldID).joined(separator: ", ")
    findings.append(
      Diagnostic(
        .warning, .overridesOrphaned,
        "\(orphans.count) instance\(orphans.count == 1 ? " that was" : "s that were") edited alone "
          + "\(orphans.count == 1 ? "loses its" : "lose their") occurrence: \(shown)"
          + "\(orphans.count > 3 ? "…" : "").", field: "events",
        remedy: "Keep what was its own, or edit what comes in its place."))
  }
}

extension Diagnostic.Code {
  /// Instances that were edited on their own are not known, and the edit may cost them what is their own.
  public static let overridesNotListed = Self(rawValue: "overridesNotListed")
  /// Instances that keep a status of their own though the series is cancelled.
  public static let overridesNotCancelled = Self(rawValue: "overridesNotCancelled")
  /// Instances that were edited on their own and whose occurrences go away.
  public static let overridesOrphaned = Self(rawValue: "overridesOrphaned")
}
