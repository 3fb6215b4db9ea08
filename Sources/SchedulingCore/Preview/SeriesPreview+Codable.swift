internal import Recurrence

/// The JSON that the README documents, for programs, and for showing a preview again that was stored.
///
/// What may be sent comes from a stored `ValidatedPlan`, which is validated again: a preview that was read shows its
/// `plan`, and has no `validatedPlan`, `validatedUpdate` or `eventsAfter`.
extension SeriesPreview: Codable {
  /// The value of the member `schemaVersion`, which rises when a member changes its meaning or goes, and not when one
  /// is added.
  public static let schemaVersion = 1

  private enum CodingKeys: CodingKey {
    case schemaVersion, sendable, target, title, timeZone, timeZoneDefinition, recurrence, length, window,
      truncated, counts,
      occurrences, idMap
    case deadExclusions, findings, assumptions, overrides, conflicts, laterCollisions, requests, effectiveEdit
  }

  private enum RecurrenceKeys: CodingKey { case before, after, tail }
  private enum LengthKeys: CodingKey { case before, after }
  private enum IDKeys: CodingKey { case old, new }

  /// The JSON in UTF-8, its members in the order they are shown in.
  ///
  /// - Parameter pretty: Whether each member and element has a line of its own.
  /// - Complexity: O(*n*) in the occurrences and overrides.
  public func json(pretty: Bool = false) -> [UInt8] {
    var json = JSONWriter(pretty: pretty, capacity: 8192 + changes.count * (pretty ? 1024 : 768))
    write(to: &json)
    return json.bytes
  }

  /// Reads what `encode(to:)` or `json(pretty:)` writes.
  ///
  /// - Throws: `DecodingError`, also for another `schemaVersion` and where the system has no zone of that name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .schemaVersion)
    guard version == Self.schemaVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .schemaVersion, in: container, debugDescription: "Version \(version) is not known.")
    }
    decision = try container.decodeIfPresent(TargetDecision.self, forKey: .target)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    zone = try container.decodeZoneIfPresent(forKey: .timeZone, definition: .timeZoneDefinition)
    let recurrence = try container.nestedContainer(keyedBy: RecurrenceKeys.self, forKey: .recurrence)
    func field(_ key: RecurrenceKeys) throws -> RecurrenceField? {
      try recurrence.decodeIfPresent(String.self, forKey: key).map { RecurrenceField($0) }
    }
    recurrenceBefore = try field(.before)
    recurrenceAfter = try field(.after)
    recurrenceOfTail = try field(.tail)
    let length =
      container.contains(.length)
      ? try container.nestedContainer(keyedBy: LengthKeys.self, forKey: .length) : nil
    lengthBefore = try length?.decodeIfPresent(SeriesLength.self, forKey: .before)
    lengthAfter = try length?.decodeIfPresent(SeriesLength.self, forKey: .after)
    window = try container.decode(PreviewWindow.self, forKey: .window)
    isTruncated = try container.decode(Bool.self, forKey: .truncated)
    changes = try container.decode([OccurrenceChange].self, forKey: .occurrences)
    counts = ChangeCounts(changes)
    deadExclusions = try container.decode([DeadExclusion].self, forKey: .deadExclusions)
    findings = try container.decode([Diagnostic].self, forKey: .findings)
    assumptions = try ServerAssumptions(
      try container.decode([ServerAssumptions.Statement].self, forKey: .assumptions),
      codingPath: container.codingPath)
    overrides = try container.decode([OverrideChange].self, forKey: .overrides)
    conflicts = try container.decodeIfPresent([OccurrenceConflict].self, forKey: .conflicts)
    laterCollisions = try container.decodeIfPresent([SeriesCollision].self, forKey: .laterCollisions)
    effectiveEdit = try container.decode(AppointmentEdit.self, forKey: .effectiveEdit)
    plan =
      try container.decode(Bool.self, forKey: .sendable)
      ? EditPlan(steps: try container.decode([EditPlan.Step].self, forKey: .requests)) : nil
    validatedUpdate = nil
    after = nil
    validatedPlan = nil
  }

  /// Writes the members that the README documents.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension SeriesPreview: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.schemaVersion, Self.schemaVersion)
      json.member(CodingKeys.sendable, plan != nil)
      json.member(CodingKeys.target, decision)
      json.member(CodingKeys.title, title)
      json.member(CodingKeys.timeZone, zone?.identifier)
      if let definition = zone?.definition { json.member(CodingKeys.timeZoneDefinition, definition) }
      json.name(CodingKeys.recurrence)
      json.object { json in
        json.member(RecurrenceKeys.before, recurrenceBefore?.text)
        json.member(RecurrenceKeys.after, recurrenceAfter?.text)
        json.member(RecurrenceKeys.tail, recurrenceOfTail?.text)
      }
      json.name(CodingKeys.length)
      json.object { json in
        json.member(LengthKeys.before, lengthBefore)
        json.member(LengthKeys.after, lengthAfter)
      }
      json.member(CodingKeys.window, window)
      json.member(CodingKeys.truncated, isTruncated)
      json.member(CodingKeys.counts, counts)
      json.name(CodingKeys.occurrences)
      var explanation: OccurrenceChange.WrittenExplanation?
      json.array(changes) { json, change in change.write(to: &json, explanation: &explanation) }
      json.name(CodingKeys.idMap)
      json.array(changes.lazy.filter { $0.before != nil && $0.after != nil }) { json, change in
        json.object { json in
          json.name(IDKeys.old)
          change.before?.writeID(to: &json)
          json.name(IDKeys.new)
          change.after?.writeID(to: &json)
        }
      }
      json.member(CodingKeys.deadExclusions, deadExclusions.map(\.text))
      json.member(CodingKeys.findings, findings)
      json.member(CodingKeys.assumptions, assumptionStatements)
      json.member(CodingKeys.overrides, overrides)
      if let conflicts { json.member(CodingKeys.conflicts, conflicts) }
      if let laterCollisions {
        let zone = zone ?? .utc
        json.member(CodingKeys.laterCollisions, laterCollisions.map { JSONValue.object($0.json(in: zone)) })
      }
      json.member(CodingKeys.requests, plan?.steps ?? [])
      json.member(CodingKeys.effectiveEdit, effectiveEdit.json)
    }
  }
}

extension SeriesPreview.DeadExclusion: Codable {
  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    text = try container.decode(String.self)
    guard let time = try? DateTimeText(parsing: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no date.")
    }
    if let local = time.local, let offset = time.offsetSeconds {
      date = .instant(seconds: local.wallSeconds - offset)
    } else {
      date = .date(time.date)
    }
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension ServerAssumptions {
  /// Reads the assumptions out of their statements.
  fileprivate init(_ statements: [Statement], codingPath: [any CodingKey]) throws {
    func value<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value {
      guard let value = statements.first(where: { $0.name == name }).flatMap({ read($0.value) }) else {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: codingPath, debugDescription: "There is no assumption “\(name)” that can be read."))
      }
      return value
    }
    self.init(
      zonePolicy: ZonePolicy(
        gap: try value("gap", ZonePolicy.Gap.init(rawValue:)),
        fold: try value("fold", ZonePolicy.Fold.init(rawValue:))),
      untilDate: try value("untilDate", ExpansionOptions.UntilDate.init(rawValue:)),
      reading: statements.contains { $0.name == "reading" }
        ? try value("reading", { Reading($0) }) : .rfc5545,
      instanceUpdateKeepsID: try value("instanceUpdateKeepsID", Bool.init),
      seriesUpdateKeepsOverrides: try value("seriesUpdateKeepsOverrides", Bool.init),
      overridesMayRemain: try value("overridesMayRemain", Bool.init),
      seriesUpdateChangesPastInstances: try value("seriesUpdateChangesPastInstances", Bool.init))
  }
}
