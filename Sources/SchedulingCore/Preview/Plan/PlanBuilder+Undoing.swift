internal import Recurrence

extension PlanBuilder {
  private static let flags: Set<String> = ["ignoreFreeSlotValidation", "ignoreDateRange", "toNotify"]

  /// The fields that an update changes, with the values they have now; `nil` where none can be restored.
  mutating func undo(of update: ValidatedUpdate) -> PlannedRequest? {
    let requestID = result.decision.requestID
    var source = event.json
    var id = PlannedID.known(requestID)
    var edit = update.edit
    var body = JSONObject()
    if let instance = result.instance {
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
    for fields in [edit.unknownFields, edit.documentedFields] {
      for (key, value) in fields where !Self.flags.contains(key) {
        body[key] = restorable(key, Self.former(key, in: source, instead: value), of: requestID)
      }
    }
    guard !body.isEmpty || unrestorable.isEmpty else { return nil }
    body["ignoreFreeSlotValidation"] = true
    body["toNotify"] = false
    return .update(id, body: body, version: version)
  }

  /// An absent text is restored as an empty one; what else is absent can't be taken away again.
  static func former(_ key: String, in json: JSONObject, instead value: JSONValue) -> JSONValue? {
    if let former = json[key], former != .null { return former }
    return value.stringValue != nil ? "" : nil
  }

  /// A value that a request may carry; another one is noted and left out.
  mutating func restorable(
    _ key: String, _ value: JSONValue?, of id: String, else loss: FormerValue.Loss = .notRestored
  ) -> JSONValue? {
    if let value, FormerValue.canBeSent(value, as: key, in: version) { return value }
    unrestorable.append(FormerValue(loss: loss, id: id, field: key, value: value == "" ? nil : value))
    return nil
  }

  mutating func restorable(_ fields: JSONObject, of id: String) -> JSONObject {
    var restorable = JSONObject()
    for (key, value) in fields { restorable[key] = self.restorable(key, value, of: id) }
    return restorable
  }

  /// Gives overrides that a change of the master costs back to the occurrences they stood for.
  mutating func restoredOverrides() -> [PlannedRequest] {
    guard result.instance == nil else { return [] }
    // What was cleared, cancelled or edited where it stands is brought back by its own step's undo.
    let kept = Set(
      placement.changes.filter { $0.kind == .kept && !$0.isReissued && $0.lostFields.isEmpty }.map(\.oldID)
        + (placement.clearings + placement.cancellations).map(\.source.appointment.id)
        + placement.reissues.filter(\.isAddressed).map(\.source.appointment.id))
    var requests = formerNeighbours()
    for start in placement.before.keys.sorted() {
      guard let placed = placement.before[start], !kept.contains(placed.source.appointment.id) else {
        continue
      }
      let override = placed.source
      let own = restorable(placed.own, of: override.appointment.id)
      for field in override.unsentFields(beside: event) {
        unrestorable.append(
          FormerValue(
            loss: .notRestored, id: override.appointment.id, field: field,
            value: override.appointment.json[field]))
      }
      guard !own.isEmpty || placed.times != nil else { continue }
      requests.append(
        .update(
          .known(override.original.description), body: body(own, times: placed.times), version: version))
    }
    return requests
  }

  /// Occurrences of the former series at which a moved override stood: taking it away left the edit's values.
  private mutating func formerNeighbours() -> [PlannedRequest] {
    guard result.halves == nil, context.assumptions.seriesUpdateKeepsOverrides,
      let series = result.before?.series
    else { return [] }
    let cleared = Dictionary(
      placement.clearings.map { ($0.originalStart, $0) }, uniquingKeysWith: { first, _ in first })
    var requests: [PlannedRequest] = []
    for reissue in placement.reissues
    where !reissue.isAddressed && reissue.occurrence.durationSeconds == series.durationSeconds
      && series.recurrences.contains(reissue.occurrence.startMilliseconds)
    {
      let standing = cleared[reissue.occurrence.startMilliseconds]
      let own = standing?.own
      let id =
        standing?.source.appointment.id
        ?? PlannedID.known(series.masterID).instance(reissue.occurrence).description
      var former = JSONObject()
      for (key, value) in reissue.fields where own?[key] == nil {
        former[key] = restorable(key, Self.former(key, in: event.json, instead: value), of: id)
      }
      guard !former.isEmpty else { continue }
      requests.append(.update(.known(id), body: body(former, times: nil), version: version))
    }
    return requests
  }
}
