import AppointmentClient
import Testing

/// The transports of this build, which all have to behave alike.
enum TransportKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case urlSession
  #if AsyncHTTPClient
    case asyncHTTPClient
  #endif

  var transport: any HTTPTransport {
    switch self {
    case .urlSession: URLSessionTransport()
    #if AsyncHTTPClient
      case .asyncHTTPClient: AsyncHTTPClientTransport()
    #endif
    }
  }

  var testDescription: String { rawValue }

  /// Those that outlive an orderly end within the head of an answer: on Linux `URLSession` ends the process there.
  static var survivors: [TransportKind] {
    #if canImport(FoundationNetworking)
      allCases.filter { $0 != .urlSession }
    #else
      allCases
    #endif
  }
}
