extension AppointmentClientError {
  /// What kind of step an error asks for.
  public enum Category: String, CaseIterable, Hashable, Sendable {
    /// Fix how the client is set up: base URL, token.
    case configuration
    /// Get another token, or more rights for this one.
    case authorization
    /// Change the update: the server refuses this one, and will again.
    case rejected
    /// Send the same update again later; it was surely not applied.
    case temporary
    /// Read the appointment first: the update may or may not have been applied.
    case uncertain
    /// Nothing: the caller asked for it before anything was sent.
    case cancelled
  }

  /// What kind of step this error asks for.
  public var category: Category {
    switch code {
    case .invalidBaseURL, .invalidRequest, .tokenUnavailable, .redirect: .configuration
    case .unauthorized, .forbidden: .authorization
    case .rateLimited, .connectionFailed, .queueFull, .deadlineExceeded: .temporary
    case _ where mayHaveBeenApplied: .uncertain
    case .cancelled: .cancelled
    default: .rejected
    }
  }
}
