internal import SchedulingCore

/// Why an update did not bring the answer that was asked for, and whether the server may have applied it.
///
/// Neither the description nor a dump holds the access token or the server's raw body; in ``rawBody`` a token
/// that the server echoes is replaced.
public struct AppointmentClientError: Error, Sendable {
  /// What went wrong, to match.
  public let code: Code
  /// What went wrong, in a sentence.
  public let message: String
  /// What to do about it.
  public let remedy: String
  /// Whether the server may have carried the update out all the same.
  ///
  /// Where it may have, read the appointment before you send anything again.
  public let mayHaveBeenApplied: Bool
  /// The HTTP status, where a status came.
  public let status: Int?
  /// The server's own words, where its body had any; several are joined by `; `.
  public let serverMessage: String?
  /// The id under which the server logged the request, where it named one.
  public let traceID: String?
  /// What the server said about its limits, where it said anything.
  public let rateLimit: RateLimit?
  /// The body as it came, without the token; empty where none came. It may hold personal data.
  public let rawBody: [UInt8]
  /// The error beneath, where there is one; what it holds is not checked for secrets.
  public let cause: (any Error)?

  init(
    _ code: Code, _ message: String, remedy: String, mayHaveBeenApplied: Bool = false,
    answer: ServerAnswer? = nil, cause: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.mayHaveBeenApplied = mayHaveBeenApplied
    self.status = answer?.status
    self.serverMessage = answer?.message
    self.traceID = answer?.traceID
    self.rateLimit = answer?.rateLimit
    self.rawBody = answer?.body ?? []
    self.cause = cause
  }

  /// The same error of a request that changes nothing.
  var ofReading: AppointmentClientError {
    AppointmentClientError(self, remedy: "Try again; reading changed nothing.")
  }

  private init(_ error: AppointmentClientError, remedy: String) {
    code = error.code
    message = error.message
    self.remedy = error.mayHaveBeenApplied ? remedy : error.remedy
    mayHaveBeenApplied = false
    status = error.status
    serverMessage = error.serverMessage
    traceID = error.traceID
    rateLimit = error.rateLimit
    rawBody = error.rawBody
    cause = error.cause
  }

  /// Whether the same update can be sent again later as it is: it was surely not applied, and the reason
  /// passes by itself.
  public var isRetryable: Bool { category == .temporary && !mayHaveBeenApplied }
}

extension AppointmentClientError: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Code, message, the server's words and the remedy on one line.
  public var description: String {
    var text = "\(code.rawValue): \(message)"
    if let serverMessage { text += " The server says: “\(serverMessage)”." }
    if let traceID { text += " Trace id: \(traceID)." }
    if mayHaveBeenApplied { text += " The update may have been applied." }
    return text + " " + remedy
  }

  /// The same as the description.
  public var debugDescription: String { description }

  /// Everything but the raw body, of which only the size is shown, and the cause, which may hold anything.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "code": code.rawValue, "message": message, "remedy": remedy,
        "mayHaveBeenApplied": mayHaveBeenApplied, "status": status as Any,
        "serverMessage": serverMessage as Any, "traceID": traceID as Any, "rateLimit": rateLimit as Any,
        "rawBodyBytes": rawBody.count,
      ])
  }

  /// Lets a `catch` match by code: `catch AppointmentClientError.Code.rateLimited`.
  public static func ~= (code: Code, error: Self) -> Bool { error.code == code }
}
