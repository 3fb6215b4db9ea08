import Foundation
import Hummingbird
import SchedulingCore

/// Why a request is refused, as its status and JSON.
struct RequestError: Error {
  let status: HTTPResponse.Status
  let code: String
  let message: String
  /// All that was found, the reason among it.
  var findings: [Diagnostic] = []

  init(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, findings: [Diagnostic] = []
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.findings = findings
  }

  /// What the client sent can't be read (400), or means nothing that can be done (422).
  init(_ failure: ValidationFailure) {
    let isUnreadable = [.invalidJSON, .nestingTooDeep, .tooManyValues, .duplicateKey].contains(failure.code)
    self.init(isUnreadable ? .badRequest : .unprocessableContent, findings: failure.diagnostics)
  }

  /// What was found, of which the first error is the reason.
  init(_ status: HTTPResponse.Status, findings: [Diagnostic]) {
    let first = findings.first { $0.severity == .error } ?? findings.first
    self.init(
      status, first?.code.rawValue ?? "notSendable", first?.message ?? "The edit can't be sent.",
      findings: findings)
  }

  /// Any error; what nobody expected says nothing to the outside.
  init(_ error: any Error) {
    switch error {
    case let error as RequestError: self = error
    case let error as ValidationFailure: self.init(error)
    case let error as any HTTPResponseError:
      switch error.status {
      case .notFound: self.init(.notFound, "unknownRoute", "There is nothing at this path for this method.")
      case .contentTooLarge: self.init(.contentTooLarge, "bodyTooLarge", "The body is too large.")
      default: self.init(error.status, "badRequest", "The request can't be read.")
      }
    default: self.init(.internalServerError, "internalError", "Something failed here; see the log.")
    }
  }

  static func unknownSeries(_ id: String) -> RequestError {
    RequestError(.notFound, "unknownSeries", "No series “\(id)” is stored.")
  }

  static func unknownPlan(_ id: String) -> RequestError {
    RequestError(.notFound, "unknownPlan", "There is no plan “\(id)”.")
  }

  static func staleVersion(_ given: Int?, current: Int) -> RequestError {
    let said = given.map { "Version \($0) is meant" } ?? "No version is named"
    return RequestError(
      .conflict, "staleVersion", "\(said), and the series has version \(current): preview it again.")
  }

  static func planInFlight(_ seriesID: String) -> RequestError {
    RequestError(
      .conflict, "planInFlight", "Another plan of the series “\(seriesID)” is not over yet; see /plans.")
  }
}

extension RequestError {
  private struct Body: Encodable {
    let code: String
    let message: String
    let field: String?
    let line: Int?
    let column: Int?
    let remedy: String?
    let findings: [Diagnostic]
  }

  /// The error as JSON; the place is that of the first finding that is an error.
  func response() throws -> Response {
    let first = findings.first { $0.severity == .error }
    return try Response(
      status: status,
      json: Body(
        code: code, message: message, field: first?.field, line: first?.position?.line,
        column: first?.position?.column, remedy: first?.remedy, findings: findings))
  }
}
