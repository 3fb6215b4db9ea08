internal import Recurrence

extension PreviewRequest: Codable {
  private enum CodingKeys: String, CodingKey {
    case event, edit, cancellation, id, scope, keepingBeforeMilliseconds, timeZone, events, settings, findings
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
      scope: try container.decodeIfPresent(EditScope.self, forKey: .scope),
      keepingBefore: try container.decodeIfPresent(Int.self, forKey: .keepingBeforeMilliseconds))
    if let name = try container.decodeIfPresent(String.self, forKey: .timeZone) {
      do throws(RecurrenceError) {
        zone = try ZoneTransitions.named(name)
      } catch {
        throw DecodingError.dataCorruptedError(
          forKey: .timeZone, in: container, debugDescription: error.message)
      }
    }
    events = try container.decodeIfPresent([Appointment].self, forKey: .events)
    settings = try container.decodeIfPresent(PreviewSettings.self, forKey: .settings) ?? PreviewSettings()
    findings = try container.decodeIfPresent([Diagnostic].self, forKey: .findings) ?? []
  }

  /// Writes the request; the zone by its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(event, forKey: .event)
    try container.encode(edit, forKey: .edit)
    try container.encodeIfPresent(cancellation, forKey: .cancellation)
    try container.encodeIfPresent(reach.id, forKey: .id)
    try container.encodeIfPresent(reach.scope, forKey: .scope)
    try container.encodeIfPresent(reach.keepingBefore, forKey: .keepingBeforeMilliseconds)
    try container.encodeIfPresent(zone?.identifier, forKey: .timeZone)
    try container.encodeIfPresent(events, forKey: .events)
    try container.encode(settings, forKey: .settings)
    if !findings.isEmpty { try container.encode(findings, forKey: .findings) }
  }
}

extension PreviewSettings: Codable {
  private enum CodingKeys: String, CodingKey {
    case window, version, assumptions, engine, warningsAsErrors, locallyChecked, localFindings
  }

  /// Reads what `encode(to:)` writes; what is absent is as in `init()`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    window = try container.decodeIfPresent(PreviewWindow.self, forKey: .window) ?? window
    version = try container.decodeIfPresent(APIVersion.self, forKey: .version) ?? version
    assumptions = try container.decodeIfPresent(ServerAssumptions.self, forKey: .assumptions) ?? assumptions
    engine = try container.decodeIfPresent(ExpansionEngine.self, forKey: .engine) ?? engine
    promotion = try container.decodeIfPresent(WarningPromotion.self, forKey: .warningsAsErrors) ?? promotion
    locallyChecked =
      try container.decodeIfPresent(Set<ValidationFlags.Check>.self, forKey: .locallyChecked) ?? []
    localFindings = try container.decodeIfPresent([Diagnostic].self, forKey: .localFindings) ?? []
  }

  /// Writes all settings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(window, forKey: .window)
    try container.encode(version, forKey: .version)
    try container.encode(assumptions, forKey: .assumptions)
    try container.encode(engine, forKey: .engine)
    try container.encode(promotion, forKey: .warningsAsErrors)
    try container.encode(locallyChecked.sorted(), forKey: .locallyChecked)
    try container.encode(localFindings, forKey: .localFindings)
  }
}

extension PreviewWindow: Codable {
  private enum CodingKeys: String, CodingKey {
    case fromMilliseconds, toMilliseconds, limit, endlessLimit
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let from = try container.decodeIfPresent(Int.self, forKey: .fromMilliseconds)
    let to = try container.decodeIfPresent(Int.self, forKey: .toMilliseconds)
    self.init()
    if from != nil || to != nil {
      guard from ?? .min <= to ?? .max else {
        throw DecodingError.dataCorruptedError(
          forKey: .toMilliseconds, in: container, debugDescription: "The window ends before it begins.")
      }
      range = (from ?? .min)..<(to ?? .max)
    }
    limit = max(1, try container.decodeIfPresent(Int.self, forKey: .limit) ?? limit)
    endlessLimit = max(1, try container.decodeIfPresent(Int.self, forKey: .endlessLimit) ?? endlessLimit)
  }

  /// Writes the bounds and the limits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(range?.lowerBound, forKey: .fromMilliseconds)
    try container.encodeIfPresent(range?.upperBound, forKey: .toMilliseconds)
    try container.encode(limit, forKey: .limit)
    try container.encode(endlessLimit, forKey: .endlessLimit)
  }
}

extension ServerAssumptions: Codable {
  private enum CodingKeys: String, CodingKey {
    case gap, fold, untilDate, instanceUpdateKeepsID, seriesUpdateKeepsOverrides
    case seriesUpdateChangesPastInstances
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      zonePolicy: ZonePolicy(
        gap: try container.decode(ZonePolicy.Gap.self, forKey: .gap),
        fold: try container.decode(ZonePolicy.Fold.self, forKey: .fold)),
      untilDate: try container.decode(ExpansionOptions.UntilDate.self, forKey: .untilDate),
      instanceUpdateKeepsID: try container.decode(Bool.self, forKey: .instanceUpdateKeepsID),
      seriesUpdateKeepsOverrides: try container.decode(Bool.self, forKey: .seriesUpdateKeepsOverrides),
      seriesUpdateChangesPastInstances: try container.decode(
        Bool.self, forKey: .seriesUpdateChangesPastInstances))
  }

  /// Writes each assumption by its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(zonePolicy.gap, forKey: .gap)
    try container.encode(zonePolicy.fold, forKey: .fold)
    try container.encode(untilDate, forKey: .untilDate)
    try container.encode(instanceUpdateKeepsID, forKey: .instanceUpdateKeepsID)
    try container.encode(seriesUpdateKeepsOverrides, forKey: .seriesUpdateKeepsOverrides)
    try container.encode(seriesUpdateChangesPastInstances, forKey: .seriesUpdateChangesPastInstances)
  }
}

extension WarningPromotion: Codable {
  /// Reads `true`, `false`, or a list of codes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let isAll = try? container.decode(Bool.self) {
      self = isAll ? .all : .none
    } else {
      self = .codes(Set(try container.decode([Diagnostic.Code].self)))
    }
  }

  /// Writes `true` for all, `false` for none, or a list of codes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .none: try container.encode(false)
    case .all: try container.encode(true)
    case .codes(let codes): try container.encode(codes.sorted { $0.rawValue < $1.rawValue })
    }
  }
}
