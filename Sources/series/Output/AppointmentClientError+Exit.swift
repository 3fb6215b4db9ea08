internal import AppointmentClient

extension AppointmentClientError {
  /// What the shell is told.
  var exitStatus: ExitStatus {
    switch code {
    case .invalidBaseURL, .tokenUnavailable: .usage
    case .rateLimited: .tryAgainLater
    case .badRequest, .unauthorized, .forbidden, .notFound, .unprocessable, .redirect, .invalidRequest: .data
    default: .unavailable
    }
  }
}
