internal import Recurrence

extension PlanBuilder {
  /// Cancels instances that may remain where the series has no occurrence afterwards.
  ///
  /// Where a moved instance has an id made of its times, it moves back first: its own step's undo finds it by the
  /// id of its occurrence then, whether it remained or not.
  mutating func cancellationSteps() -> [PlannedStep] {
    var steps: [PlannedStep] = []
    for placed in placement.cancellations {
      let override = placed.source
      let status = AppointmentField.appointmentStatus.rawValue
      let slot = override.original.times
      let movesBack = placed.times != nil && !context.assumptions.instanceUpdateKeepsID
      let sent = body([status: .string(AppointmentStatus.cancelled.rawValue)], times: movesBack ? slot : nil)
      var former = restorable(placed.own, of: override.appointment.id)
      if former[status] == nil {
        former[status] = restorable(
          status, Self.former(status, in: event.json, instead: "cancelled"), of: override.appointment.id)
      }
      for field in override.unsentFields(beside: event) {
        unrestorable.append(
          FormerValue(
            loss: .notRestored, id: override.appointment.id, field: field,
            value: override.appointment.json[field]))
      }
      let step = EditPlan.Step(
        number: steps.count + 1, purpose: .cancelOverride,
        summary:
          "Cancel \(override.appointment.id), which may remain though the series loses its occurrence.",
        request: .update(placed.id, body: sent, version: version),
        undo: [
          .update(
            .known(override.original.description), body: body(former, times: placed.times), version: version)
        ], dependsOn: [])
      steps.append(PlannedStep(step: step, prediction: AppointmentPrediction(sending: sent)))
    }
    return steps
  }

  /// Gives occurrences the series' values where overrides stood that have moved on.
  mutating func clearingSteps(from number: Int, dependsOn update: Int) -> [PlannedStep] {
    var steps: [PlannedStep] = []
    for placed in placement.clearings {
      let override = placed.source
      let own = placed.own
      var plain = JSONObject()
      for (key, value) in own {
        plain[key] =
          result.effective[key]
          ?? restorable(
            key, Self.former(key, in: event.json, instead: value), of: override.appointment.id,
            else: .leftBehind)
      }
      for field in override.unsentFields(beside: event) {
        unrestorable.append(
          FormerValue(loss: .leftBehind, id: override.appointment.id, field: field, value: nil))
      }
      guard !plain.isEmpty || placed.times != nil else { continue }
      let id = override.original
      let sent = body(plain, times: placed.times == nil ? nil : id.times)
      let former = body(restorable(own, of: override.appointment.id), times: placed.times)
      let step = EditPlan.Step(
        number: number + steps.count, purpose: .clearOverride,
        summary: "Give the occurrence that is \(id) now the values of the series.",
        request: .update(placed.id, body: sent, version: version),
        undo: [.update(.known(id.description), body: former, version: version)], dependsOn: [update])
      steps.append(PlannedStep(step: step, prediction: AppointmentPrediction(sending: sent)))
    }
    return steps
  }

  /// Gives instances back what was their own where their ids change, and the instance that the edit is addressed
  /// to the edit's values.
  ///
  /// - Parameters:
  ///   - update: The step that changes the series.
  ///   - cleared: The steps that give occurrences the series' values: one of the same occurrence comes before.
  func reissueSteps(
    from number: Int, dependsOn update: Int, after cleared: [PlannedStep] = []
  ) -> [PlannedStep] {
    let clearings = Dictionary(
      cleared.map { ($0.step.request.operation, $0.step.number) }, uniquingKeysWith: { $1 })
    return placement.reissues.enumerated().map { index, reissue in
      let id = reissue.source.appointment.id
      let sent = body(reissue.fields, times: reissue.times)
      let former = [reissue.id.step ?? update, clearings[.update(reissue.id)]].compactMap(\.self)
      let step = EditPlan.Step(
        number: number + index, purpose: reissue.isAddressed ? .updateInstance : .reissueOverride,
        summary: reissue.isAddressed
          ? "Give the instance \(id) the edit's values, over its own."
          : "Give the instance \(id) back what is its own.",
        request: .update(reissue.id, body: sent, version: version), undo: undo(of: reissue),
        dependsOn: former)
      return PlannedStep(step: step, prediction: AppointmentPrediction(sending: sent))
    }
  }

  private func undo(of reissue: OverrideReissue) -> [PlannedRequest] {
    if reissue.isAddressed {
      guard let placed = placement.before[reissue.source.original.startMilliseconds] else { return [] }
      var former = JSONObject()
      for key in reissue.fields.keys { former[key] = placed.own[key] }
      let times = reissue.times == nil ? nil : placed.times ?? placed.source.original.times
      return [.update(reissue.idAfter, body: body(former, times: times), version: version)]
    }
    var former = formerValues(at: reissue)
    if mayRemainWhenUndone(reissue) {
      former[AppointmentField.appointmentStatus.rawValue] = .string(AppointmentStatus.cancelled.rawValue)
    }
    guard !former.isEmpty || reissue.times != nil else { return [] }
    return [
      .update(
        reissue.idAfter, body: body(former, times: reissue.times == nil ? nil : reissue.occurrence),
        version: version)
    ]
  }

  /// Whether the series as it was has no such occurrence, and what was given back to it may remain.
  private func mayRemainWhenUndone(_ reissue: OverrideReissue) -> Bool {
    let assumptions = context.assumptions
    guard assumptions.overridesMayRemain, assumptions.seriesUpdateKeepsOverrides, reissue.id.step == nil,
      let series = result.before?.series
    else { return false }
    return reissue.occurrence.durationSeconds != series.durationSeconds
      || !series.recurrences.contains(reissue.occurrence.startMilliseconds)
  }

  /// What the occurrence has where an override is given back to it.
  private func formerValues(at reissue: OverrideReissue) -> JSONObject {
    var former = JSONObject()
    // The head of a split is not edited.
    let isEdited = result.halves == nil || reissue.id.step != nil
    for (key, value) in reissue.fields {
      let plain =
        (isEdited ? result.effective[key] : nil) ?? Self.former(key, in: event.json, instead: value)
      // What undoes the steps before takes the occurrence away, so nothing of it is left to be said.
      former[key] = plain.flatMap { FormerValue.canBeSent($0, as: key, in: version) ? $0 : nil }
    }
    return former
  }

  /// What an instance has of its own; it was booked and announced before, so it is neither checked nor announced
  /// again.
  func body(_ fields: JSONObject, times: TimeSpan?) -> JSONObject {
    var body = fields
    if let times {
      body.setTimes(times.startMilliseconds, times.durationSeconds, result.before?.zone ?? .utc)
    }
    body["ignoreFreeSlotValidation"] = true
    body["toNotify"] = false
    return body
  }
}

extension InstanceID {
  /// When the occurrence takes place.
  var times: TimeSpan {
    TimeSpan(startMilliseconds: startMilliseconds, durationSeconds: durationSeconds)
  }
}
