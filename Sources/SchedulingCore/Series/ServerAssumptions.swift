public import Recurrence

/// What the endpoint does not document and a preview has to take for granted.
public struct ServerAssumptions: Hashable, Sendable {
  /// One assumption, in words.
  public struct Statement: Hashable, Codable, Sendable {
    /// A stable name.
    public let name: String
    /// What is assumed.
    public let value: String
    /// The same as a sentence.
    public let sentence: String
  }

  /// What the server does with local times that a zone skips or repeats.
  public var zonePolicy: ZonePolicy
  /// How the server reads rules where RFC 5545 leaves room.
  public var reading: Reading
  /// Whether an instance that is updated on its own keeps its id, though its start or duration changes.
  public var instanceUpdateKeepsID: Bool
  /// Whether instances that were edited on their own keep what is their own, field by field, when the master is
  /// updated; their other fields change with it.
  public var seriesUpdateKeepsOverrides: Bool
  /// Whether instances that were edited on their own may remain where their series has no occurrence any more:
  /// beyond a cut, past the end of its rule, or where a rule has moved on. A plan cancels them first then.
  public var overridesMayRemain: Bool
  /// Whether updating the master changes instances that are in the past.
  public var seriesUpdateChangesPastInstances: Bool

  /// The assumptions a preview makes unless others are given.
  ///
  /// - Parameter untilDate: Takes the place of the reading's choice.
  public init(
    zonePolicy: ZonePolicy = ZonePolicy(), untilDate: ExpansionOptions.UntilDate? = nil,
    reading: Reading = .rfc5545, instanceUpdateKeepsID: Bool = false, seriesUpdateKeepsOverrides: Bool = true,
    overridesMayRemain: Bool = true, seriesUpdateChangesPastInstances: Bool = true
  ) {
    self.zonePolicy = zonePolicy
    self.reading = reading
    if let untilDate { self.reading.untilDate = untilDate }
    self.instanceUpdateKeepsID = instanceUpdateKeepsID
    self.seriesUpdateKeepsOverrides = seriesUpdateKeepsOverrides
    self.overridesMayRemain = overridesMayRemain
    self.seriesUpdateChangesPastInstances = seriesUpdateChangesPastInstances
  }

  /// How the server reads a bare date in UNTIL.
  public var untilDate: ExpansionOptions.UntilDate {
    get { reading.untilDate }
    set { reading.untilDate = newValue }
  }

  /// The assumptions as sentences.
  ///
  /// - Parameter zone: The zone in which the server is taken to expand the series.
  public func statements(zone: String) -> [Statement] {
    let gap =
      zonePolicy.gap == .shiftForward
      ? "A time that the clocks skip takes place later by the length of the gap."
      : "A time that the clocks skip does not take place."
    let fold =
      zonePolicy.fold == .first
      ? "A time that the clocks show twice means the first pass."
      : "A time that the clocks show twice means the second pass."
    let until =
      untilDate == .endOfDay
      ? "A date without a time in UNTIL includes that whole day."
      : "A date without a time in UNTIL means that day's midnight."
    return [
      Statement(name: "expansionZone", value: zone, sentence: "The server expands the series in \(zone)."),
      Statement(name: "gap", value: zonePolicy.gap.rawValue, sentence: gap),
      Statement(name: "fold", value: zonePolicy.fold.rawValue, sentence: fold),
      Statement(name: "untilDate", value: untilDate.rawValue, sentence: until),
    ] + readingStatements + [
      Statement(
        name: "instanceUpdateKeepsID", value: "\(instanceUpdateKeepsID)",
        sentence: instanceUpdateKeepsID
          ? "An instance that is updated on its own keeps its id."
          : "An instance that is updated on its own gets the id of its new start and duration."),
      Statement(
        name: "seriesUpdateKeepsOverrides", value: "\(seriesUpdateKeepsOverrides)",
        sentence: seriesUpdateKeepsOverrides
          ? "Updating the series leaves what was edited on a single instance as it is; its other fields change."
          : "Updating the series discards what was edited on single instances."),
      Statement(
        name: "overridesMayRemain", value: "\(overridesMayRemain)",
        sentence: overridesMayRemain
          ? "An instance that the series no longer has goes away; one that was edited on its own may remain, so the "
            + "plan cancels it first."
          : "An instance that the series no longer has goes away, also where it was edited on its own."),
      Statement(
        name: "seriesUpdateChangesPastInstances", value: "\(seriesUpdateChangesPastInstances)",
        sentence: seriesUpdateChangesPastInstances
          ? "Updating the series changes past instances too."
          : "Updating the series leaves past instances as they are."),
    ]
  }

  /// How rules are read, where not as RFC 5545 says; what UNTIL means has a statement of its own.
  private var readingStatements: [Statement] {
    guard reading.taking(.untilDate, from: .rfc5545) != .rfc5545 else { return [] }
    return [
      Statement(
        name: "reading", value: reading.description,
        sentence: "Where RFC 5545 leaves room the server reads rules as \(reading).")
    ]
  }

  /// The same as options of an expansion.
  func expansionOptions(engine: ExpansionEngine) -> ExpansionOptions {
    ExpansionOptions(zonePolicy: zonePolicy, reading: reading, engine: engine)
  }
}

extension ServerAssumptions.Statement: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.name, name)
      json.member(CodingKeys.value, value)
      json.member(CodingKeys.sentence, sentence)
    }
  }
}
