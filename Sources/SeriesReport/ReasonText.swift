package import SchedulingCore

extension [AvailabilityReason] {
  /// The reasons as a text without names lists them: one that holds for several of a team is told once.
  package var toldOnce: [AvailabilityReason] {
    var told: Set<[String]> = []
    return filter { told.insert([$0.code.rawValue, $0.message]).inserted }
  }
}
