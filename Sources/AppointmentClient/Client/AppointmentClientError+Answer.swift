internal import SchedulingCore

extension AppointmentClientError {
  /// The error that a status other than success stands for, or nil for success.
  init?(refusal answer: ServerAnswer) {
    let status = answer.status
    guard !(200...299).contains(status), let refusal = Self.refusal(answer) else { return nil }
    // 303 is what an applied PUT may answer with; what a failing server has done is not known.
    self.init(
      refusal.code, "\(refusal.message) (status \(status)).", remedy: refusal.remedy,
      mayHaveBeenApplied: status == 303 || status >= 500, answer: answer)
  }

  private static func refusal(_ answer: ServerAnswer) -> (code: Code, message: String, remedy: String)? {
    switch answer.status {
    case 400:
      (.badRequest, "The server does not understand the update", "Correct the fields that it names.")
    case 401: (.unauthorized, "The server does not accept the token", "Get a new token.")
    case 403:
      (
        .forbidden, "The token does not allow this update",
        "Use a token of the appointment's location with the scope calendars/events.write."
      )
    case 404:
      (
        .notFound, "The server knows no appointment of this id",
        "Check the id; the start and the duration of an instance are part of its id, so it may have changed."
      )
    case 422: (.unprocessable, "The server refuses the update", "Correct what it names.")
    case 429:
      (
        .rateLimited, "The server has had too many requests",
        answer.rateLimit?.suggestedDelay.map { "Send it again after \($0)." } ?? "Send it again later."
      )
    case 301, 302, 303, 307, 308:
      (
        .redirect, "The server names another address\(answer.location.map { ", “\($0)”," } ?? "")",
        "Check the base URL; redirects are not followed, so that no other server gets the token."
      )
    case 500...: (.server, "The server failed", Self.readFirst)
    default:
      (.unexpectedStatus, "The server's answer has a status of no known meaning", "See its raw body.")
    }
  }

  /// The error for an exchange without a whole answer.
  init(_ failure: HTTPTransportError, answer: ServerAnswer?, redactor: TokenRedactor) {
    if let answer, answer.status >= 400, let refusal = Self(refusal: answer) {
      // The head has said all that matters; only the body's rest is missing.
      self = refusal
      return
    }
    let reason = redactor.redact(failure.message)
    // Without the partial answer, which is not redacted; its body is this error's own.
    let failure = HTTPTransportError(kind: failure.kind, message: reason)
    switch failure.kind {
    case .notDelivered:
      self.init(
        .connectionFailed, "The server can't be reached: \(reason).",
        remedy: "Check the base URL and the network; nothing was sent.", cause: failure)
    case .connectionLost:
      self.init(
        .connectionLost, "The connection was lost before the whole answer came: \(reason).",
        remedy: Self.readFirst, mayHaveBeenApplied: true, answer: answer, cause: failure)
    case .timedOut:
      self.init(
        .timedOut, "The server did not answer in time: \(reason).", remedy: Self.readFirst,
        mayHaveBeenApplied: true, answer: answer, cause: failure)
    case .malformedAnswer:
      self.init(
        .malformedAnswer, "What came is not an HTTP answer: \(reason).", remedy: Self.readFirst,
        mayHaveBeenApplied: true, answer: answer, cause: failure)
    case .bodyTooLarge:
      self.init(
        .bodyTooLarge, "The answer is too large: \(reason).", remedy: Self.readFirst,
        mayHaveBeenApplied: true, answer: answer, cause: failure)
    case .cancelledBeforeSending:
      self.init(
        .cancelled, "The update was cancelled before it was sent.", remedy: "Nothing was sent.",
        cause: failure)
    case .cancelled:
      self.init(
        .cancelled, "The update was cancelled while it was under way.", remedy: Self.readFirst,
        mayHaveBeenApplied: true, answer: answer, cause: failure)
    }
  }

  /// The error for a success whose body is no appointment.
  init(undecodable answer: ServerAnswer, cause: ValidationFailure) {
    let reason = answer.body.isEmpty ? "It is empty." : cause.errors.first?.message ?? "It can't be read."
    self.init(
      .undecodableBody,
      "The server reports success (status \(answer.status)), but its answer is no appointment: \(reason)",
      remedy: Self.readFirst, mayHaveBeenApplied: true, answer: answer, cause: cause)
  }

  static let readFirst = "Read the appointment before sending anything again."
}
