internal import Recurrence

extension PreviewRequest: Codable {
  private enum CodingKeys: String, CodingKey {
    case event, edit, cancellation, id, others, scope, keepingBeforeMilliseconds, timeZone,
      timeZoneDefinition,
      events, settings, findings, move, overridden
  }

  /// Reads what `encode(to:)` writes; only `event` is required.
  ///
  /// - Throws: Where the system has no zone of that name, too.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      event: try container.decode(Appointment.self, forKey: .event),
      edit: try container.decodeIfPresent(AppointmentEdit.self, forKey: .edit) ?? AppointmentEdit(),
      cancellation: try container.decodeIfPresent(Cancellation.self, forKey: .cancellation))
    reach = EditReach(
      id: try container.decodeIfPresent(EventReference.self, forKey: .id),
      others: try container.decodeIfPresent([InstanceID].self, forKey: .others) ?? [],
      scope: try container.decodeIfPresent(EditScope.self, forKey: .scope),
      keepingBefore: try container.decodeIfPresent(Int.self, forKey: .keepingBeforeMilliseconds),
      move: try container.decodeIfPresent(MovePolicy.self, forKey: .move) ?? .all,
      overridden: try container.decodeIfPresent(OverridePolicy.self, forKey: .overridden) ?? .keep)
    zone = try container.decodeZoneIfPresent(forKey: .timeZone, definition: .timeZoneDefinition)
    events = try container.decodeIfPresent([Appointment].self, forKey: .events)
    settings = try container.decodeIfPresent(PreviewSettings.self, forKey: .settings) ?? PreviewSettings()
    findings = try container.decodeIfPresent([Diagnostic].self, forKey: .findings) ?? []
  }

  /// Writes the request; the zone by its name, one of its own with its definition.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(event, forKey: .event)
    try container.encode(edit, forKey: .edit)
    try container.encodeIfPresent(cancellation, forKey: .cancellation)
    try container.encodeIfPresent(reach.id, forKey: .id)
    if !reach.others.isEmpty { try container.encode(reach.others, forKey: .others) }
    try container.encodeIfPresent(reach.scope, forKey: .scope)
    try container.encodeIfPresent(reach.keepingBefore, forKey: .keepingBeforeMilliseconds)
    if reach.move != .all { try container.encode(reach.move, forKey: .move) }
    if reach.overridden != .keep { try container.encode(reach.overridden, forKey: .overridden) }
    try container.encodeIfPresent(zone?.identifier, forKey: .timeZone)
    try container.encodeIfPresent(zone?.definition, forKey: .timeZoneDefinition)
    try container.encodeIfPresent(events, forKey: .events)
    try container.encode(settings, forKey: .settings)
    if !findings.isEmpty { try container.encode(findings, forKey: .findings) }
  }
}
