public import SchedulingCore

/// How carrying a plan out, or taking it back, ended.
public struct PlanOutcome: Sendable {
  /// Why it stopped before its end.
  public enum Stop: Sendable {
    /// The event is not as it was when the plan was made; nothing was sent.
    case stale([AppointmentPrediction.Difference])
    /// An answer is not what was predicted.
    case deviation(PlanPosition)
    /// What should be new was answered with an id that is known already.
    case knownID(PlanPosition, id: String)
    /// A request failed; whether it may have been applied is the error's to say.
    case failed(PlanPosition, AppointmentClientError)
    /// The appointment could not be read, so nothing was sent.
    case unreadable(AppointmentClientError)
    /// Whether a request was applied can't be told; what was seen, in a sentence.
    case undecided(PlanPosition, evidence: String)
    /// The journal can't be written; the position is that of the request that was answered last, or would be next.
    case journal(PlanPosition, any Error)
    /// The task was cancelled between two requests.
    case cancelled
  }

  /// What was done, what is open and what takes it back.
  public let progress: PlanProgress
  /// `nil` where all was done.
  public let stop: Stop?

  package init(progress: PlanProgress, stop: Stop?) {
    self.progress = progress
    self.stop = stop
  }
}
