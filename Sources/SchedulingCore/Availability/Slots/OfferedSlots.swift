public import Recurrence

/// The slots that the service offered: what `GET /calendars/{calendarId}/free-slots` answered.
public struct OfferedSlots: Hashable, Sendable {
  /// Their starts, in order.
  public let starts: [OffsetDateTime]

  /// Reads the answer: an object of days, each with `slots`, whatever else it holds.
  ///
  /// - Parameter zone: The zone of times without an offset; without it they are an error.
  /// - Throws: A failure with what is wrong with each slot that can't be read.
  public init(parsing bytes: some Sequence<UInt8>, zone: ZoneTransitions? = nil) throws(ValidationFailure) {
    let value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
    guard let object = value.objectValue else {
      throw ValidationFailure(
        .notAnObject, "The slots are \(value.kind), not an object of days.",
        remedy: "Give what GET /calendars/{calendarId}/free-slots returns.")
    }
    var starts: [Int: OffsetDateTime] = [:]
    var findings: [Diagnostic] = []
    var hasDays = false
    for (day, value) in object where (try? DateTimeText(parsing: day)) != nil {
      hasDays = true
      guard let slots = value["slots"]?.arrayValue ?? value.arrayValue else {
        findings.append(
          Diagnostic(.error, .wrongType, "The day \(day) has no array “slots”.", field: "\(day).slots"))
        continue
      }
      for (index, slot) in slots.enumerated() {
        do throws(ValidationFailure) {
          guard let text = slot.stringValue else {
            throw ValidationFailure(.wrongType, "The slot is \(slot.kind) instead of a time.")
          }
          let start =
            if let zone { try OffsetDateTime(parsing: text, in: zone) } else {
              try OffsetDateTime(parsing: text)
            }
          starts[start.milliseconds] = start
        } catch {
          findings += error.with(field: "\(day).slots[\(index)]").diagnostics
        }
      }
    }
    if let failure = ValidationFailure(findings) { throw failure }
    guard hasDays || object.isEmpty else {
      throw ValidationFailure(
        .missingField, "The slots hold no day, such as 2026-12-07.",
        remedy: "Give what GET /calendars/{calendarId}/free-slots returns.")
    }
    self.starts = starts.keys.sorted().compactMap { starts[$0] }
  }
}
