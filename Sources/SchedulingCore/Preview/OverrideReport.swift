internal import Recurrence

/// What is worth knowing about what becomes of the overrides.
struct OverrideReport {
  let placement: OverridePlacement
  let result: EditResult
  let context: EditContext

  var findings: [Diagnostic] { lost + orphans + collisions + uncancelled + unlisted }

  /// What no request takes can't be carried over.
  private var lost: [Diagnostic] {
    Appointment.unsentFields.compactMap { field in
      let ids = placement.changes.filter { $0.lostFields.contains(field) }.map(\.oldID)
      guard !ids.isEmpty else { return nil }
      return Diagnostic(
        .warning, .fieldNotCarriedOver,
        "The \(field) of \(ids.prefix(3).joined(separator: ", "))\(ids.count > 3 ? "…" : "") can't be carried over: "
          + "no request takes \(field).", field: field, remedy: "Keep a copy, and set it afterwards.")
    }
  }

  private var orphans: [Diagnostic] {
    let orphans = placement.changes.filter { $0.kind == .orphaned }
    guard !orphans.isEmpty else { return [] }
    let shown = orphans.prefix(3).map(\.oldID).joined(separator: ", ")
    return [
      Diagnostic(
        .warning, .overridesOrphaned,
        "\(orphans.count.counted("instance that was", "instances that were")) edited alone "
          + "\(orphans.count.form("loses its", "lose their")) occurrence: \(shown)"
          + "\(orphans.count > 3 ? "…" : "").", field: "events",
        remedy: "Keep what was its own, or edit what comes in its place.")
    ]
  }

  /// An override's own times can become those of another occurrence: both have one id then.
  private var collisions: [Diagnostic] {
    guard result.instance == nil, !context.assumptions.instanceUpdateKeepsID else { return [] }
    let ids =
      collisions(placement.after, in: result.remaining?.series)
      + collisions(placement.tail, in: result.halves?.tail?.series)
    guard !ids.isEmpty else { return [] }
    return [
      Diagnostic(
        .warning, .instanceIDCollides,
        "\(ids.count.counted("instance that was", "instances that were")) edited alone "
          + "\(ids.count.form("takes", "take")) place at the time of another occurrence afterwards, so both would "
          + "have one id: \(ids.prefix(3).joined(separator: ", "))\(ids.count > 3 ? "…" : "").",
        field: "startTime", remedy: "Choose another time, or cancel one of the two.")
    ]
  }

  private func collisions(_ overrides: [Int: PlacedOverride], in series: Series?) -> [String] {
    guard let series else { return [] }
    return overrides.sorted { $0.key < $1.key }.compactMap { slot, override in
      guard let times = override.times, times.startMilliseconds != slot,
        times.durationSeconds == series.durationSeconds,
        series.recurrences.contains(times.startMilliseconds),
        // Another that stands there has times of its own, or is this one's twin already.
        overrides[times.startMilliseconds]?.times == nil
      else { return nil }
      return override.source.appointment.id
    }
  }

  /// A status of an instance's own stays, whatever that of the series becomes.
  private var uncancelled: [Diagnostic] {
    guard result.instance == nil, result.effective.appointmentStatus == .cancelled else { return [] }
    let field = AppointmentField.appointmentStatus.rawValue
    let placed = result.halves == nil ? placement.after : placement.tail
    let others = placed.sorted { $0.key < $1.key }.compactMap { (_, placed) -> String? in
      guard placed.fields.contains(field), let status = placed.source.appointment.appointmentStatus,
        status != .cancelled
      else { return nil }
      return "\(placed.source.appointment.id) (\(status.rawValue))"
    }
    guard !others.isEmpty else { return [] }
    return [
      Diagnostic(
        .warning, .overridesNotCancelled,
        "\(others.count.counted("instance has a status of its", "instances have a status of their")) own and "
          + "\(others.count.form("is", "are")) not cancelled: \(others.prefix(3).joined(separator: ", "))"
          + "\(others.count > 3 ? "…" : "").", field: field,
        remedy: "Cancel on its own what should not take place.")
    ]
  }

  /// What is not listed can't be carried over: an edit that cuts the series, or gives it another rule, may
  /// cost it.
  private var unlisted: [Diagnostic] {
    guard context.request.events == nil, result.halves != nil || context.edit.changesRule else { return [] }
    return [
      Diagnostic(
        .note, .overridesNotListed,
        "No list of events is given, so instances that were edited on their own are not known, and may lose what "
          + "is their own.", field: "events",
        remedy: "Give what GET /calendars/events returns: --overrides of the command, events of a request.")
    ]
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
