import AppointmentClient
import SchedulingCore

extension PlanOutcome.Stop {
  /// Why the plan stopped, in a sentence; `nil` where it just goes on at the next start.
  var summary: String? {
    switch self {
    case .stale(let differences):
      "The event was changed in the calendar: "
        + differences.map { "\($0.field) is \($0.actual), not \($0.expected)" }.joined(separator: "; ") + "."
    case .deviation(let position): "The answer to \(position) is not what was predicted."
    case .knownID(let position, let id): "\(position) should create an event, and was answered with \(id)."
    case .failed(let position, let error): "\(position) failed: \(error.message)"
    case .unreadable(let error): "The event can't be read: \(error.message)"
    case .undecided(let position, let evidence): "Whether \(position) was applied is not known: \(evidence)"
    case .journal(let position, let error): "The journal can't be written at \(position): \(error)"
    case .cancelled: nil
    }
  }

}

extension PlanOutcome {
  /// Whether what was done is to be taken back: the same would stop it again, or nothing was done.
  var isGivenUp: Bool {
    guard progress.uncertain == nil else { return false }
    return switch stop {
    case .deviation: true
    case .failed(_, let error): !error.isRetryable || progress.answers.isEmpty
    default: false
    }
  }
}
