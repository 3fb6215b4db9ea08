internal import SchedulingCore

/// The free slots of a calendar, as the server writes them.
public struct FreeSlots: Hashable, Sendable {
  /// Each slot's own text, by its day (`YYYY-MM-DD`): send it back unchanged, since the same instant in another offset
  /// has been refused.
  public let days: [String: [String]]

  /// Every slot, earliest day first.
  public var all: [String] { days.keys.sorted().flatMap { days[$0] ?? [] } }

  /// Reads `{"2026-11-30": {"slots": […]}, …}`; the slots of a day may be the list itself, and what is no day, such as
  /// a trace id, is passed over.
  init(_ value: JSONValue) throws(ValidationFailure) {
    guard let object = (value["slots"] ?? value["_dates_"] ?? value).objectValue else {
      throw ValidationFailure(.notAnObject, "The free slots are \(value.kind), not an object.")
    }
    var days: [String: [String]] = [:]
    for (key, day) in object where (try? OffsetDateTime(parsing: "\(key)T00:00:00Z")) != nil {
      guard let slots = day["slots"]?.arrayValue ?? day.arrayValue else { continue }
      days[key] = slots.compactMap { $0.stringValue ?? $0["startTime"]?.stringValue }
    }
    self.days = days
  }
}
