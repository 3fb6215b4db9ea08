public import HTTPTypes

/// A server's answer: the head, and what was read of the body.
public struct HTTPAnswer: Hashable, Sendable {
  /// Status and header fields.
  public var response: HTTPResponse
  /// The body's bytes.
  public var body: [UInt8]

  /// An answer of a head and a body.
  public init(response: HTTPResponse, body: [UInt8]) {
    self.response = response
    self.body = body
  }
}
