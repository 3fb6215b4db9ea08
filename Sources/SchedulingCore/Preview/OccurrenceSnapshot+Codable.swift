internal import Recurrence

extension OccurrenceSnapshot: Codable {
  private enum CodingKeys: CodingKey {
    case id, start, end, startMilliseconds, durationSeconds, offsetSeconds, endOffsetSeconds, gapSeconds
  }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func offset(_ key: CodingKeys, of time: CodingKeys) throws -> Int {
      if let seconds = try container.decodeIfPresent(Int.self, forKey: key) { return seconds }
      return try container.decode(OffsetDateTime.self, forKey: time).offsetSeconds
    }
    let starts = try offset(.offsetSeconds, of: .start)
    let gap = try container.decodeIfPresent(Int32.self, forKey: .gapSeconds)
    let duration = try container.decode(Int.self, forKey: .durationSeconds)
    let milliseconds = try container.decode(Int.self, forKey: .startMilliseconds)
    let impossible = DecodingError.dataCorruptedError(
      forKey: .startMilliseconds, in: container, debugDescription: "No occurrence has such a time.")
    guard InstanceID.starts.contains(milliseconds), InstanceID.durations.contains(duration) else {
      throw impossible
    }
    let exactEnd = milliseconds + duration * 1000
    let end = try container.decodeIfPresent(OffsetDateTime.self, forKey: .end)?.milliseconds ?? exactEnd
    // Nominal days are some hours longer or shorter.
    let tolerance = duration < 86_400 ? 0 : 2 * 86_400_000
    guard abs(end - exactEnd) <= tolerance, let offsetSeconds = Int32(exactly: starts),
      abs(offsetSeconds) < 86_400
    else { throw impossible }
    self.init(
      identity: .fixed(try container.decode(PlannedID.self, forKey: .id)),
      occurrence: Occurrence(
        startMilliseconds: milliseconds, offsetSeconds: offsetSeconds, gapSeconds: gap ?? 0),
      durationSeconds: duration, endMilliseconds: end,
      endOffsetSeconds: try offset(.endOffsetSeconds, of: .end))
  }

  /// Writes the members that the README documents.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension OccurrenceSnapshot: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      let offset = Int(occurrence.offsetSeconds)
      json.name(CodingKeys.id)
      writeID(to: &json)
      json.name(CodingKeys.start)
      let showsStart = json.time(startMilliseconds, offsetSeconds: offset)
      json.name(CodingKeys.end)
      let showsEnd = json.time(endMilliseconds, offsetSeconds: endOffsetSeconds)
      json.member(CodingKeys.startMilliseconds, startMilliseconds)
      json.member(CodingKeys.durationSeconds, durationSeconds)
      // Texts show no seconds of an offset, and no time past year 9999.
      if !showsStart { json.member(CodingKeys.offsetSeconds, offset) }
      if !showsEnd { json.member(CodingKeys.endOffsetSeconds, endOffsetSeconds) }
      if occurrence.gapSeconds != 0 { json.member(CodingKeys.gapSeconds, Int(occurrence.gapSeconds)) }
    }
  }
  /// Writes the id, without making a text of it first.
  func writeID(to json: inout JSONWriter) {
    switch identity {
    case .instance(let master):
      json.string(master.description) { bytes in
        InstanceID.appendPlace(startMilliseconds, durationSeconds, to: &bytes)
      }
    case .fixed(let id): json.string(id.description)
    }
  }
}

extension JSONWriter {
  /// Writes a time, or null where no text tells it.
  ///
  /// - Returns: Whether the text tells it with its whole offset.
  fileprivate mutating func time(_ milliseconds: Int, offsetSeconds: Int) -> Bool {
    let isWritten = stringOrNull { bytes in
      OffsetDateTime.append(milliseconds, offsetSeconds: offsetSeconds, to: &bytes)
    }
    return isWritten && offsetSeconds.isMultiple(of: 60)
  }
}
