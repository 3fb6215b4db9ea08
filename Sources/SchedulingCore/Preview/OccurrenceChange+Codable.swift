extension OccurrenceChange: Codable {
  private enum CodingKeys: CodingKey { case change, before, after, reasons, notes }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kind: try container.decode(Kind.self, forKey: .change),
      before: try container.decodeIfPresent(OccurrenceSnapshot.self, forKey: .before),
      after: try container.decodeIfPresent(OccurrenceSnapshot.self, forKey: .after),
      reasons: try container.decode([Reason].self, forKey: .reasons),
      notes: try container.decode([Note].self, forKey: .notes))
  }

  /// Writes the members that the README documents.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension OccurrenceChange: JSONWritable {
  package func write(to json: inout JSONWriter) {
    var explanation: WrittenExplanation?
    write(to: &json, explanation: &explanation)
  }

  /// The reasons and notes of the change that was written last.
  ///
  /// An edit changes most occurrences for the same reasons, so that their JSON is copied.
  struct WrittenExplanation {
    fileprivate let reasons: [Reason]
    fileprivate let notes: [Note]
    fileprivate let json: [UInt8]
  }

  /// Writes one of a list of changes.
  func write(to json: inout JSONWriter, explanation: inout WrittenExplanation?) {
    json.object { json in
      json.member(CodingKeys.change, kind.rawValue)
      json.member(CodingKeys.before, before)
      json.member(CodingKeys.after, after)
      if let explanation, explanation.reasons == reasons, explanation.notes == notes {
        json.members(explanation.json)
      } else {
        let start = json.bytes.count
        json.member(CodingKeys.reasons, reasons)
        json.member(CodingKeys.notes, notes)
        explanation = WrittenExplanation(reasons: reasons, notes: notes, json: Array(json.bytes[start...]))
      }
    }
  }
}

extension OccurrenceChange.Reason: Codable {
  private enum CodingKeys: CodingKey { case name, text, seconds, fromSeconds, toSeconds, fields }

  /// The reasons that are told by their names alone.
  private static let plain: [Self] = [
    .outsideScope, .samePlaceInSeries, .identityChanged, .ruleRemoved, .excluded, .noLongerExcluded, .pastEnd,
    .seriesExtended, .notGenerated, .newlyGenerated, .omittedInGap, .coincides, .dateAdded, .overrideKept,
    .overrideLost,
  ]

  /// Reads the name, and the values that belong to it; the text is made anew.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .name) {
    case "startMoved": self = .startMoved(bySeconds: try container.decode(Int.self, forKey: .seconds))
    case "durationChanged":
      self = .durationChanged(
        fromSeconds: try container.decode(Int.self, forKey: .fromSeconds),
        toSeconds: try container.decode(Int.self, forKey: .toSeconds))
    case "fieldsChanged": self = .fieldsChanged(try container.decode([String].self, forKey: .fields))
    case let name:
      guard let reason = Self.plain.first(where: { $0.name == name }) else {
        throw DecodingError.dataCorruptedError(
          forKey: .name, in: container, debugDescription: "No reason has the name “\(name)”.")
      }
      self = reason
    }
  }

  /// Writes the name, the text and the values that belong to it.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension OccurrenceChange.Reason: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.name, name)
      json.member(CodingKeys.text, description)
      switch self {
      case .startMoved(let seconds): json.member(CodingKeys.seconds, seconds)
      case .durationChanged(let old, let new):
        json.member(CodingKeys.fromSeconds, old)
        json.member(CodingKeys.toSeconds, new)
      case .fieldsChanged(let names): json.member(CodingKeys.fields, names)
      default: break
      }
    }
  }
}

extension OccurrenceChange.Note: Codable {
  private enum CodingKeys: CodingKey { case name, text, masterOffsetSeconds, offsetSeconds, seconds }

  /// Reads the name and the values that belong to it; the text is made anew.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .name) {
    case "offsetDiffers":
      self = .offsetDiffers(
        masterSeconds: try container.decode(Int.self, forKey: .masterOffsetSeconds),
        hereSeconds: try container.decode(Int.self, forKey: .offsetSeconds))
    case "shiftedByGap": self = .shiftedByGap(seconds: try container.decode(Int.self, forKey: .seconds))
    case let name:
      throw DecodingError.dataCorruptedError(
        forKey: .name, in: container, debugDescription: "No note has the name “\(name)”.")
    }
  }

  /// Writes the name, the text and the values that belong to it.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension OccurrenceChange.Note: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.name, name)
      json.member(CodingKeys.text, description)
      switch self {
      case .offsetDiffers(let master, let here):
        json.member(CodingKeys.masterOffsetSeconds, master)
        json.member(CodingKeys.offsetSeconds, here)
      case .shiftedByGap(let seconds): json.member(CodingKeys.seconds, seconds)
      }
    }
  }
}
