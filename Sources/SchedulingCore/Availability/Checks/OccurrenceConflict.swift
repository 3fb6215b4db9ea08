/// An occurrence at a time that can't be booked, and why.
public struct OccurrenceConflict: Hashable, Codable, Sendable {
  /// The occurrence's id, as far as it is known.
  public let id: String
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let startMilliseconds: Int
  /// Its start with the offset in force; `nil` past year 9999.
  public let start: OffsetDateTime?
  /// Its end with the offset in force then; `nil` past year 9999.
  public let end: OffsetDateTime?
  /// At least one.
  public let reasons: [AvailabilityReason]

  /// What ``Availability/reasons(against:ofSeries:besides:)`` found against an occurrence.
  public init(
    id: String, startMilliseconds: Int, start: OffsetDateTime?, end: OffsetDateTime?,
    reasons: [AvailabilityReason]
  ) {
    self.id = id
    self.startMilliseconds = startMilliseconds
    self.start = start
    self.end = end
    self.reasons = reasons
  }
}

extension OccurrenceConflict: JSONWritable {
  package func write(to json: inout JSONWriter) {
    var object: JSONObject = ["id": .string(id), "startMilliseconds": .integer(Int64(startMilliseconds))]
    object["start"] = (start?.text).map(JSONValue.string)
    object["end"] = (end?.text).map(JSONValue.string)
    object["reasons"] = .array(reasons.map { .object($0.json) })
    JSONValue.object(object).write(to: &json)
  }
}
