internal import Recurrence

/// Reads the events of a list one by one, and keeps what is wrong with them.
struct EventListReader {
  /// The zone of times without an offset; without it they are an error.
  let zone: ZoneTransitions?
  /// How many elements were read.
  private(set) var count = 0
  private var failures = 0
  private var findings: [Diagnostic] = []

  /// What is wrong with more events than these helps nobody.
  private static let mostNamed = 10

  init(zone: ZoneTransitions?) { self.zone = zone }

  /// The next element as an event; `nil` where it can't be read.
  mutating func event(_ item: JSONValue) -> Appointment? {
    defer { count += 1 }
    do throws(ValidationFailure) {
      return try Appointment(item, zone: zone)
    } catch {
      failures += 1
      if failures <= Self.mostNamed {
        findings += error.diagnostics.map {
          $0.with(field: "events[\(count)]" + ($0.field.map { ".\($0)" } ?? ""))
        }
      }
      return nil
    }
  }

  /// - Throws: A failure with what is wrong with each of the first events that could not be read.
  func check() throws(ValidationFailure) {
    var findings = findings
    if failures > Self.mostNamed {
      let rest = (failures - Self.mostNamed).counted("more event")
      findings.append(Diagnostic(.error, .wrongType, "\(rest) can't be read either.", field: "events"))
    }
    if let failure = ValidationFailure(findings) { throw failure }
  }
}
