internal import Recurrence

extension PlanBuilder {
  /// Gives occurrences the series' values where overrides stood that have moved on.
  mutating func clearingSteps(from number: Int) -> [PlannedStep] {
    var steps: [PlannedStep] = []
    for placed in placement.clearings {
      let override = placed.source
      let own = placed.own
      var plain = JSONObject()
      for (key, value) in own {
        plain[key] =
          result.effective.body[key]
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
      let occurrence = TimeSpan(startMilliseconds: id.startMilliseconds, durationSeconds: id.durationSeconds)
      let sent = body(plain, times: placed.times == nil ? nil : occurrence)
      let former = body(restorable(own, of: override.appointment.id), times: placed.times)
      let step = EditPlan.Step(
        number: number + steps.count, purpose: .clearOverride,
        summary: "Give the occurrence that is \(id) now the values of the series.",
        request: .update(placed.id, body: sent, version: version),
        undo: [.update(.known(id.description), body: former, version: version)], dependsOn: [1])
      steps.append(PlannedStep(step: step, prediction: AppointmentPrediction(sending: sent)))
    }
    return steps
  }

  /// Gives instances back what was their own where their ids change.
  func reissueSteps(from number: Int, dependsOn dependencies: [Int]) -> [PlannedStep] {
    placement.reissues.enumerated().map { index, reissue in
      let sent = body(reissue.fields, times: reissue.times)
      let former = formerValues(at: reissue)
      let undo = PlannedRequest.update(
        reissue.idAfter, body: body(former, times: reissue.times == nil ? nil : reissue.occurrence),
        version: version)
      let step = EditPlan.Step(
        number: number + index, purpose: .reissueOverride,
        summary: "Give the instance \(reissue.source.appointment.id) back what is its own.",
        request: .update(reissue.id, body: sent, version: version),
        undo: former.isEmpty && reissue.times == nil ? [] : [undo],
        dependsOn: reissue.id.step.map { [$0] } ?? dependencies)
      return PlannedStep(step: step, prediction: AppointmentPrediction(sending: sent))
    }
  }

  /// What the occurrence has where an override is given back to it.
  private func formerValues(at reissue: OverrideReissue) -> JSONObject {
    var former = JSONObject()
    // The head of a split is not edited.
    let isEdited = result.halves == nil || reissue.id.step != nil
    for (key, value) in reissue.fields {
      let plain =
        (isEdited ? result.effective.body[key] : nil) ?? Self.former(key, in: event.json, instead: value)
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
