internal import Recurrence

/// Turns a worked-out edit into requests, each with what undoes it.
struct PlanBuilder {
  private let builder: PreviewBuilder
  private let decision: TargetDecision
  private let creation: AppointmentCreation?
  private var unrestorable: [FormerValue] = []

  private var event: Appointment { builder.event }
  private var version: APIVersion { builder.input.version }

  init(_ builder: PreviewBuilder, decision: TargetDecision) {
    self.builder = builder
    self.decision = decision
    if let split = builder.split, split.after != nil {
      var edit = builder.effective
      if edit.rule == .remove { edit.ignoreFreeSlotValidation = true }
      creation = AppointmentCreation(continuing: builder.event, edit: edit, version: builder.input.version)
    } else {
      creation = nil
    }
  }

  /// What stands in the way of creating the tail.
  var creationFindings: [Diagnostic] { creation?.findings ?? [] }

  // MARK: Plans

  /// The plan of an edit that one update carries out, and of the overrides that it moves.
  ///
  /// - Throws: A failure where a warning about what can't be undone is promoted to an error.
  mutating func plan(_ update: ValidatedUpdate) throws(ValidationFailure) -> ValidatedPlan {
    let (purpose, summary) = purpose(of: update)
    let first = EditPlan.Step(
      number: 1, purpose: purpose, summary: summary, request: update.request,
      undo: [undo(of: update)].compactMap(\.self) + restoredOverrides(), dependsOn: [])
    let cleared = clearingSteps(from: 2)
    let reissued = reissueSteps(from: 2 + cleared.count, dependsOn: [1] + cleared.map(\.step.number))
    return ValidatedPlan(
      plan: EditPlan(steps: [first] + cleared.map(\.step) + reissued.map(\.step)),
      diagnostics: try withRestoringFindings(update.diagnostics),
      predictions: [update.prediction] + cleared.map(\.prediction) + reissued.map(\.prediction))
  }

  /// The plan of a split; see `plan(_:)`.
  mutating func plan(diagnostics: [Diagnostic]) throws(ValidationFailure) -> ValidatedPlan {
    var steps: [EditPlan.Step] = []
    var predictions: [AppointmentPrediction] = []
    if let split = builder.split {
      steps.append(truncation(split))
      predictions.append(
        AppointmentPrediction(
          id: event.id, startTime: event.startTime, endTime: event.endTime,
          appointmentStatus: event.appointmentStatus, rule: .replace(split.head.canonicalRecurrence),
          fields: JSONObject()))
    }
    if let creation {
      steps.append(tail(creation))
      predictions.append(AppointmentPrediction(sending: creation.body))
    }
    let reissued = reissueSteps(from: steps.count + 1, dependsOn: [1])
    return ValidatedPlan(
      plan: EditPlan(steps: steps + reissued.map(\.step)),
      diagnostics: try withRestoringFindings(diagnostics),
      predictions: predictions + reissued.map(\.prediction))
  }

  /// Adds what no request can restore of what the plan changes.
  private func withRestoringFindings(
    _ diagnostics: [Diagnostic]
  ) throws(ValidationFailure) -> [Diagnostic] {
    let all =
      diagnostics
      + FormerValue.findings(unrestorable, version: version).map(builder.input.promotion.applied(to:))
    if let failure = ValidationFailure(all) { throw failure }
    return all
  }

  private func purpose(of update: ValidatedUpdate) -> (EditPlan.Purpose, String) {
    switch decision.target {
    case .event(let id): (.updateEvent, "Update the event \(id).")
    case .newMaster(let id): (.updateEvent, "Make the event \(id) a series.")
    case .instance(let id): (.updateInstance, "Update the instance \(id).")
    case .series(let id) where decision.reasons.contains { $0.code == .exclusionThroughMaster }:
      (.excludeOccurrence, "Take one occurrence out of the series \(id).")
    case .series(let id), .split(let id, _): (.updateSeries, "Update the series \(id).")
    }
  }

  private mutating func truncation(_ split: SplitEdit) -> EditPlan.Step {
    var edit = AppointmentEdit()
    edit.rule = .replace(split.head.canonicalRecurrence)
    edit.ignoreFreeSlotValidation = true
    edit.toNotify = builder.edit.toNotify
    var former = AppointmentEdit()
    former.rule = event.rrule.map(RuleChange.replace) ?? .remove
    former.ignoreFreeSlotValidation = true
    former.toNotify = false
    return EditPlan.Step(
      number: 1, purpose: .truncateSeries,
      summary: "End the series \(event.id) with its last occurrence before the cut.",
      request: .update(eventID: event.id, body: edit.json, version: version),
      undo: [.update(eventID: event.id, body: former.json, version: version)] + restoredOverrides(),
      dependsOn: [])
  }

  private func tail(_ creation: AppointmentCreation) -> EditPlan.Step {
    var undo = AppointmentEdit()
    undo.appointmentStatus = .cancelled
    undo.toNotify = false
    let number = PreviewBuilder.creationStep
    return EditPlan.Step(
      number: number, purpose: .createTail,
      summary: "Create the \(builder.edit.rule == .remove ? "event" : "series") that begins at the cut.",
      request: .creation(body: .object(creation.body), version: version),
      undo: ([""] + ownStatuses).map {
        .update(masterID: "", suffix: $0, createdBy: number, body: undo.json, version: version)
      },
      dependsOn: [1])
  }

  // MARK: Undoing

  /// Instances of the tail that have a status of their own, which cancelling the tail does not change.
  private var ownStatuses: [String] {
    builder.reissues
      .filter { $0.createdBy != nil && $0.fields[AppointmentEdit.Field.appointmentStatus.rawValue] != nil }
      .map(\.suffix)
  }

  /// The fields that an update changes, with the values they have now; `nil` where none can be restored.
  private mutating func undo(of update: ValidatedUpdate) -> PlannedRequest? {
    var source = event.json
    var id = decision.requestID
    var edit = update.edit
    var body = JSONObject()
    if let instance = builder.instanceEdit {
      source = instance.json
      id = instance.new.id
      if edit.changesTimes {
        body["startTime"] = instance.old.start.map { .string($0.text) }
        body["endTime"] = instance.old.end.map { .string($0.text) }
      }
    } else if edit.changesTimes {
      body["startTime"] = event.startTime.map { .string($0.text) }
      body["endTime"] = event.endTime.map { .string($0.text) }
    }
    if edit.changesRule { body["rrule"] = .string(event.rrule ?? "") }
    edit.startTime = nil
    edit.endTime = nil
    edit.rule = .unchanged
    for (key, value) in edit.json.objectValue ?? JSONObject() where !Self.flags.contains(key) {
      body[key] = restorable(
        key, Self.former(key, in: source, instead: value), of: decision.requestID)
    }
    guard !body.isEmpty || unrestorable.isEmpty else { return nil }
    body["ignoreFreeSlotValidation"] = true
    body["toNotify"] = false
    return .update(eventID: id, body: .object(body), version: version)
  }

  private static let flags: Set<String> = ["ignoreFreeSlotValidation", "ignoreDateRange", "toNotify"]

  /// An absent text is restored as an empty one; what else is absent can't be taken away again.
  private static func former(_ key: String, in json: JSONObject, instead value: JSONValue) -> JSONValue? {
    if let former = json[key], former != .null { return former }
    return value.stringValue != nil ? "" : nil
  }

  /// A value that a request may carry; another one is noted and left out.
  private mutating func restorable(
    _ key: String, _ value: JSONValue?, of id: String, else loss: FormerValue.Loss = .notRestored
  ) -> JSONValue? {
    if let value, FormerValue.canBeSent(value, as: key, in: version) { return value }
    unrestorable.append(FormerValue(loss: loss, id: id, field: key, value: value == "" ? nil : value))
    return nil
  }

  private mutating func restorable(_ fields: JSONObject, of id: String) -> JSONObject {
    var restorable = JSONObject()
    for (key, value) in fields { restorable[key] = self.restorable(key, value, of: id) }
    return restorable
  }

  /// Gives overrides that a change of the master costs back to the occurrences they stood for.
  private mutating func restoredOverrides() -> [PlannedRequest] {
    guard builder.instanceEdit == nil else { return [] }
    // What was cleared stands at an occurrence of both series, and its own step's undo brings it back.
    let kept = Set(
      builder.overrideChanges.filter { $0.kind == .kept && !$0.isReissued && $0.lostFields.isEmpty }
        .map(\.oldID)
        + builder.clearings.map(\.appointment.id))
    var requests = formerNeighbours()
    for placed in builder.overridesBefore.values.sorted(by: {
      $0.source.original.startMilliseconds < $1.source.original.startMilliseconds
    }) where !kept.contains(placed.source.appointment.id) {
      let override = placed.source
      let own = restorable(override.ownFields(beside: event), of: override.appointment.id)
      for field in override.unsentFields(beside: event) {
        unrestorable.append(
          FormerValue(
            loss: .notRestored, id: override.appointment.id, field: field,
            value: override.appointment.json[field]))
      }
      guard !own.isEmpty || placed.times != nil else { continue }
      requests.append(
        .update(
          eventID: override.original.description, body: .object(body(own, times: placed.times)),
          version: version))
    }
    return requests
  }

  /// Occurrences of the former series at which a moved override stood: taking it away left the edit's values.
  private mutating func formerNeighbours() -> [PlannedRequest] {
    guard builder.split == nil, builder.assumptions.seriesUpdateKeepsOverrides,
      case .series(let series)? = builder.before
    else { return [] }
    let cleared = Dictionary(
      builder.clearings.map { ($0.original.startMilliseconds, $0) }, uniquingKeysWith: { first, _ in first })
    var requests: [PlannedRequest] = []
    for reissue in builder.reissues
    where reissue.durationSeconds == series.durationSeconds
      && series.recurrences.contains(reissue.startMilliseconds)
    {
      let standing = cleared[reissue.startMilliseconds]
      let own = standing?.ownFields(beside: event)
      let id = standing?.appointment.id ?? series.masterID + reissue.suffix
      var former = JSONObject()
      for (key, value) in reissue.fields where own?[key] == nil {
        former[key] = restorable(key, Self.former(key, in: event.json, instead: value), of: id)
      }
      guard !former.isEmpty else { continue }
      requests.append(.update(eventID: id, body: .object(body(former, times: nil)), version: version))
    }
    return requests
  }

  // MARK: Overrides

  private mutating func clearingSteps(
    from number: Int
  ) -> [(step: EditPlan.Step, prediction: AppointmentPrediction)] {
    var steps: [(step: EditPlan.Step, prediction: AppointmentPrediction)] = []
    for override in builder.clearings {
      let id = override.original.description
      let own = override.ownFields(beside: event)
      var plain = JSONObject()
      for (key, value) in own {
        plain[key] =
          builder.effective.json[key]
          ?? restorable(
            key, Self.former(key, in: event.json, instead: value), of: override.appointment.id,
            else: .leftBehind)
      }
      for field in override.unsentFields(beside: event) {
        unrestorable.append(
          FormerValue(loss: .leftBehind, id: override.appointment.id, field: field, value: nil))
      }
      let (start, duration) = (override.original.startMilliseconds, override.original.durationSeconds)
      let times = override.ownTimes()
      guard !plain.isEmpty || times != nil else { continue }
      let sent = body(plain, times: times == nil ? nil : (start, duration))
      let former = body(restorable(own, of: override.appointment.id), times: times)
      let step = EditPlan.Step(
        number: number + steps.count, purpose: .clearOverride,
        summary: "Give the occurrence that is \(id) now the values of the series.",
        request: .update(eventID: override.appointment.id, body: .object(sent), version: version),
        undo: [.update(eventID: id, body: .object(former), version: version)], dependsOn: [1])
      steps.append((step, AppointmentPrediction(sending: sent)))
    }
    return steps
  }

  private func reissueSteps(
    from number: Int, dependsOn dependencies: [Int]
  ) -> [(step: EditPlan.Step, prediction: AppointmentPrediction)] {
    builder.reissues.enumerated().map { index, reissue in
      let sent = body(reissue.fields, times: reissue.times)
      let request = PlannedRequest.update(
        masterID: reissue.createdBy == nil ? reissue.masterID : "", suffix: reissue.suffix,
        createdBy: reissue.createdBy, body: .object(sent), version: version)
      var former = JSONObject()
      // The head of a split is not edited.
      let isEdited = builder.split == nil || reissue.createdBy != nil
      for (key, value) in reissue.fields {
        let plain =
          (isEdited ? builder.effective.json[key] : nil)
          ?? Self.former(key, in: event.json, instead: value)
        // What undoes the steps before takes the occurrence away, so nothing of it is left to be told.
        former[key] = plain.flatMap { FormerValue.canBeSent($0, as: key, in: version) ? $0 : nil }
      }
      let times = reissue.times == nil ? nil : (reissue.startMilliseconds, reissue.durationSeconds)
      let undo = PlannedRequest.update(
        masterID: reissue.createdBy == nil ? reissue.masterID : "", suffix: reissue.suffixAfter,
        createdBy: reissue.createdBy, body: .object(body(former, times: times)), version: version)
      let step = EditPlan.Step(
        number: number + index, purpose: .reissueOverride,
        summary: "Give the instance \(reissue.source.appointment.id) back what is its own.",
        request: request, undo: former.isEmpty && times == nil ? [] : [undo],
        dependsOn: reissue.createdBy.map { [$0] } ?? dependencies)
      return (step, AppointmentPrediction(sending: sent))
    }
  }

  /// What an instance has of its own; it was booked and told before, so it is neither checked nor told again.
  private func body(
    _ fields: JSONObject, times: (startMilliseconds: Int, durationSeconds: Int)?
  ) -> JSONObject {
    var body = fields
    if let times {
      body["startTime"] = time(times.startMilliseconds).map { .string($0.text) }
      body["endTime"] = time(times.startMilliseconds + times.durationSeconds * 1000).map { .string($0.text) }
    }
    body["ignoreFreeSlotValidation"] = true
    body["toNotify"] = false
    return body
  }

  private func time(_ milliseconds: Int) -> OffsetDateTime? {
    let zone = builder.before?.zone ?? .utc
    return OffsetDateTime(
      milliseconds: milliseconds,
      offsetSeconds: zone.offsetSeconds(atInstant: milliseconds.floorDivided(by: 1000)))
  }
}
