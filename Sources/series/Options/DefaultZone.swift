internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The zone where nothing else tells one.
enum DefaultZone {
  /// What the environment variable `SERIES_ZONE` holds; `nil` where it is absent or empty.
  static var name: String? {
    ProcessInfo.processInfo.environment["SERIES_ZONE"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The zone for an event: the one that is given, else none where the event or its DTSTART tells one, else the default.
  static func zone(
    _ given: String?, for event: Appointment, options: ExpansionOptions
  ) throws -> ZoneTransitions? {
    if let given { return try ZoneTransitions.named(orFail: given) }
    if event.timeZone != nil { return nil }
    let date = try? event.rrule.flatMap { rrule throws(RecurrenceError) in
      try RecurrenceText.start(in: rrule, reading: options.textReading)
    }
    if case .local(_, zone: _?) = date { return nil }
    return try name.map(ZoneTransitions.named(orFail:))
  }

  /// The names that the system knows, looked up when a shell asks.
  static var completion: CompletionKind { .custom { _, _, _ in ZoneTransitions.systemNames } }
}
