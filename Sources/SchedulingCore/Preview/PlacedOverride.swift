/// An override at its place in a series, before or after an edit; a class, since each stands in several tables.
final class PlacedOverride: Sendable {
  let source: InstanceOverride
  let id: PlannedID
  /// Its own start and duration, where it has any.
  let times: TimeSpan?
  /// What is its own and a request can give an instance.
  let own: JSONObject
  /// What is its own, by the API's names.
  let fields: [String]

  init(source: InstanceOverride, id: PlannedID, times: TimeSpan?, own: JSONObject, fields: [String]) {
    self.source = source
    self.id = id
    self.times = times
    self.own = own
    self.fields = fields
  }

  /// An override as it stands before an edit.
  convenience init(_ override: InstanceOverride, beside master: Appointment) {
    let own = override.ownFields(beside: master)
    self.init(
      source: override, id: .known(override.appointment.id), times: override.ownTimes(), own: own,
      fields: own.keys + override.unsentFields(beside: master))
  }

  /// The start of the occurrence it stands for before the edit, in epoch milliseconds.
  var originalStart: Int { source.original.startMilliseconds }

  /// What is its own, times among it, by the API's names.
  var allFields: [String] { fields + (times == nil ? [] : ["startTime", "endTime"]) }
}

/// A request of an override's own, which carries it over to its new occurrence or gives it what the edit changes.
struct OverrideReissue {
  let source: InstanceOverride
  /// Whether the edit is addressed to it: it gets the edit's values where it stands.
  let isAddressed: Bool
  /// The occurrence it stands for afterwards.
  let occurrence: TimeSpan
  /// The occurrence's id.
  let id: PlannedID
  /// The override's id, once the request has made it one.
  let idAfter: PlannedID
  let fields: JSONObject
  let times: TimeSpan?
}
