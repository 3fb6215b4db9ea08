#if Client
  internal import AppointmentClient

  extension AppointmentClientError {
    /// The exit status for the shell.
    var exitStatus: ExitStatus {
      switch code {
      case .invalidBaseURL, .tokenUnavailable: .usage
      case .rateLimited: .tryAgainLater
      case .badRequest, .unauthorized, .forbidden, .notFound, .unprocessable, .redirect, .invalidRequest:
        .data
      default: .unavailable
      }
    }
  }
#endif
