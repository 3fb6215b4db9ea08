internal import Recurrence

/// What an edit is worked out from.
struct EditContext {
  let request: PreviewRequest
  /// The series before the edit; `nil` where the event shows none.
  let series: Series?
  /// Events of the series that have no occurrence of their own.
  let detached: [DetachedInstance]
  /// Where the edit goes by its id and scope alone.
  let decision: TargetDecision

  init(request: PreviewRequest, target: PreviewTarget, decision: TargetDecision) {
    self.request = request
    self.decision = decision
    series = target.series
    detached = target.detached
  }

  private init(_ context: EditContext, request: PreviewRequest) {
    self.request = request
    series = context.series
    detached = context.detached
    decision = context.decision
  }

  /// The same with what was found about the times of occurrences.
  func with(_ report: ConflictReport) -> EditContext {
    var request = request
    request.settings.locallyChecked.formUnion(report.checked)
    request.settings.localFindings += report.findings
    return EditContext(self, request: request)
  }

  var event: Appointment { request.event }
  /// The fields to change, as a person gave them.
  var edit: AppointmentEdit { request.edit }
  var zone: ZoneTransitions? { request.zone }
  var window: PreviewWindow { request.settings.window }
  var version: APIVersion { request.settings.version }
  var assumptions: ServerAssumptions { request.settings.assumptions }

  /// The clock that times are shown on.
  var clock: ZoneTransitions { series?.start.zone ?? zone ?? .utc }

  /// The event's `rrule` before the edit.
  var recurrence: RecurrenceField? {
    event.rrule.map { text in
      series.map { RecurrenceField(text, saying: $0.text) } ?? RecurrenceField(text)
    }
  }

  /// The change that brings back the event's `rrule`.
  var formerRule: RuleChange { recurrence.map(RuleChange.replace) ?? .remove }

  /// Whether an override has to be cancelled before its series loses the occurrence it stands for: it may remain.
  ///
  /// A cancelled one that has an id of its own times moves back, so that it can be found again when all is undone.
  func hasToBeCancelled(_ override: InstanceOverride) -> Bool {
    assumptions.overridesMayRemain && assumptions.seriesUpdateKeepsOverrides
      && (override.appointment.appointmentStatus != .cancelled
        || override.ownTimes() != nil && !assumptions.instanceUpdateKeepsID)
  }

  /// Works the one edit out that the target asks for.
  func result() -> EditResult {
    var result = EditResult(decision: decision, before: series.map(PreviewSide.init), effective: edit)
    do throws(ValidationFailure) {
      try work(&result)
      stateOverridePolicy(&result)
    } catch {
      result.failure = error
    }
    return result
  }

  private func work(_ result: inout EditResult) throws(ValidationFailure) {
    try checkKeepingPast()
    try request.cancellation?.apply(to: &result.effective, of: decision.target)
    switch decision.target {
    case .split(_, let named):
      let edit = SplitEdit(context: self, series: try requiredSeries())
      try edit.work(&result, at: named, reference: named.startMilliseconds)
    case .instance(let named):
      if let cancellation = request.cancellation, cancellation.style == .exclusion {
        try ExclusionEdit(
          context: self, named: [named] + request.reach.others, makeUps: cancellation.makeUps
        ).work(&result)
      } else {
        try InstanceEdit(context: self, named: named).work(&result)
      }
    case .series:
      let series = try requiredSeries()
      if try SplitEdit(context: self, series: series).keepPast(&result) { return }
      try WholeSeriesEdit(context: self, series: series).work(&result)
    case .event(let id), .newMaster(let id):
      try EventEdit(context: self, id: id).work(&result)
    }
  }

  /// Says what becomes of overrides where it was chosen, and of a split's head nothing changes.
  private func stateOverridePolicy(_ result: inout EditResult) {
    guard request.cancellation == nil, series?.overrides.isEmpty == false else { return }
    switch result.decision.target {
    case .series, .split: break
    case .event, .newMaster, .instance: return
    }
    switch request.reach.overridden {
    case .keep: break
    case .follow:
      result.decision.add(.overridesFollow, "Instances that were edited on their own move like their series.")
    case .reset:
      result.decision.add(
        .overridesReset, "Instances that were edited on their own lose what is their own.")
    }
  }

  /// Refuses to leave the past alone where the scope is chosen by an occurrence.
  private func checkKeepingPast() throws(ValidationFailure) {
    guard request.reach.keepingBefore != nil else { return }
    switch decision.target {
    case .split, .instance:
      throw ValidationFailure(
        .keepPastNeedsWhole, "Only an edit of the whole series can leave alone what is past.",
        remedy: "Choose the scope whole, or let the occurrence that is named bound the edit.")
    case .series, .event, .newMaster: return
    }
  }

  private func requiredSeries() throws(ValidationFailure) -> Series {
    if let series { return series }
    if event.isInstance { throw .masterRequired(event) }
    throw ValidationFailure(
      .recurrenceUnknown,
      "The event \(event.id) is said to recur, but carries no recurrence to preview.", field: "rrule",
      remedy: "Give the master event with its rrule, as the API returns it.")
  }
}
