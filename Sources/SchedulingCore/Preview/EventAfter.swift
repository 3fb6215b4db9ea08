public import Recurrence

/// An event as it will be once an edit is carried out.
public struct EventAfter: Sendable {
  /// Its fields; of a series that the edit begins, with an id made of the old master's and the cut, since the
  /// server has yet to choose one.
  public let appointment: Appointment
  /// Its id in the plan: of a series that the edit begins, the one that the answer to a step holds.
  public let id: PlannedID
  /// Its recurrence and the instances with something of their own; `nil` for an event that occurs once.
  public let series: Series?
  /// The zone its times are shown in.
  public let zone: ZoneTransitions
}

/// The events that an edit leads to: one, or two where a series is cut; none where that can't be said.
struct EventsAfter {
  let result: EditResult
  let placement: OverridePlacement
  let context: EditContext

  var events: [EventAfter] {
    switch result.after {
    case .unknown: []
    case .instance(let edited): [event(edited)].compactMap(\.self)
    case .one(let side):
      [event(side, context.event.json.merging(changedContent), placement.after)].compactMap(\.self)
    case .halves(let halves):
      [
        event(PreviewSide(halves.head), context.event.json, placement.after),
        halves.tail.flatMap { event($0, context.event.json.merging(changedContent), placement.tail) },
      ].compactMap(\.self)
    }
  }

  /// The event that the edit starts from.
  var eventBefore: EventAfter {
    EventAfter(
      appointment: context.event, id: .known(context.event.id), series: context.series, zone: context.clock)
  }

  /// The fields the edit gives, without flags, times and rule.
  private var changedContent: JSONObject {
    var content = JSONObject()
    for field in AppointmentField.allCases where field.isContent {
      content[field.rawValue] = result.effective[field.rawValue]
    }
    return content
  }

  private func event(
    _ side: PreviewSide, _ fields: JSONObject, _ overrides: [Int: PlacedOverride]
  ) -> EventAfter? {
    var json = fields
    let id = provisionalID(of: side)
    json["id"] = .string(id)
    json["rrule"] = (side.series?.sentRecurrence.text).map(JSONValue.string)
    json.setTimes(
      side.startMilliseconds, side.durationSeconds, nominalDays: side.series?.nominalDays ?? 0, side.zone)
    guard let appointment = try? Appointment(.object(json)) else { return nil }
    guard let series = side.series else {
      return EventAfter(appointment: appointment, id: side.id, series: nil, zone: side.zone)
    }
    let instances = overrides.sorted { $0.key < $1.key }.compactMap { start, placed -> InstanceOverride? in
      var own = json
      own["rrule"] = nil
      for key in placed.fields { own[key] = placed.source.appointment.json[key] }
      let times =
        placed.times ?? TimeSpan(startMilliseconds: start, durationSeconds: series.durationSeconds)
      own.setTimes(
        times.startMilliseconds, times.durationSeconds,
        nominalDays: series.nominalDays(lasting: times.durationSeconds), side.zone)
      return instance(own, id: placed.id, of: id, start, series)
    }
    return EventAfter(
      appointment: appointment, id: side.id, series: series.with(overrides: instances), zone: side.zone)
  }

  /// An id of its own for what the server has yet to give one.
  private func provisionalID(of side: PreviewSide) -> String {
    if let known = side.id.known { return known }
    return side.series?.masterID ?? "\(context.event.id)_from_\(result.halves?.cut ?? side.startMilliseconds)"
  }

  private func event(_ edited: InstanceChange) -> EventAfter? {
    var json = edited.json.merging(changedContent)
    let zone = result.before?.zone ?? context.zone ?? .utc
    json["rrule"] = nil
    json.setTimes(
      edited.new.startMilliseconds, edited.new.durationSeconds,
      nominalDays: context.series?.nominalDays(lasting: edited.new.durationSeconds) ?? 0, zone)
    guard let series = context.series else {
      json["id"] = .string(edited.new.id.description)
      return (try? Appointment(.object(json))).map {
        EventAfter(appointment: $0, id: edited.new.id, series: nil, zone: zone)
      }
    }
    let start = edited.named.startMilliseconds
    let others = series.overrides.filter { $0.original.startMilliseconds != start }
    let own = instance(json, id: edited.new.id, of: series.masterID, start, series)
    let all = (others + [own].compactMap(\.self)).sorted {
      $0.original.startMilliseconds < $1.original.startMilliseconds
    }
    return EventAfter(
      appointment: context.event, id: .known(series.masterID), series: series.with(overrides: all), zone: zone
    )
  }

  private func instance(
    _ fields: JSONObject, id: PlannedID, of masterID: String, _ start: Int, _ series: Series
  ) -> InstanceOverride? {
    var json = fields
    let suffix = if case .answered(_, let suffix) = id { suffix } else { "" }
    json["id"] = .string(id.known ?? masterID + suffix)
    json["masterEventId"] = .string(masterID)
    guard let appointment = try? Appointment(.object(json)),
      let original = try? InstanceID(
        masterID: masterID, startMilliseconds: start, lasting: series.durationSeconds)
    else { return nil }
    return InstanceOverride(original: original, appointment: appointment)
  }
}
