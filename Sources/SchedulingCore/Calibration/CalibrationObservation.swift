internal import Recurrence

/// The instances of a series that a server lists.
struct CalibrationObservation {
  /// The ids of the listed events, by the start of the occurrence that each names, in epoch milliseconds.
  private(set) var ids: [Int: String] = [:]
  /// Events whose id names another start or duration than their own.
  private(set) var keptIDs: [Appointment] = []
  let range: Range<Int>

  /// - Parameter range: Of which time the list was asked for; from the first to the last that is listed where `nil`.
  /// - Throws: `nothingListed`.
  init(_ events: [Appointment], of master: Appointment, range: Range<Int>?) throws(ValidationFailure) {
    for event in events where event.seriesID == master.id && event.id != master.id {
      guard let own = event.startTime?.milliseconds else { continue }
      let id = try? InstanceID(parsing: event.id)
      let named = id?.masterID == master.id ? id : nil
      ids[named?.startMilliseconds ?? own] = event.id
      if let named, named.startMilliseconds != own || event.durationSeconds != named.durationSeconds {
        keptIDs.append(event)
      }
    }
    guard let first = ids.keys.min(), let last = ids.keys.max() else {
      throw ValidationFailure(
        .nothingListed, "The list has no instance of the series “\(master.id)”.", field: "events",
        remedy: "Give what GET /calendars/events returns for its calendar, in a range it recurs in.")
    }
    self.range = range ?? first..<last + 1
    ids = ids.filter { self.range.contains($0.key) }
  }

  /// What is listed and not expected, and what is expected and not listed, each ascending.
  func differences(from expected: Set<Int>) -> (unexpected: [Int], missing: [Int]) {
    (ids.keys.filter { !expected.contains($0) }.sorted(), expected.filter { ids[$0] == nil }.sorted())
  }
}

extension Diagnostic.Code {
  /// A list of events has no instance of the series.
  public static let nothingListed = Self(rawValue: "nothingListed")
}
