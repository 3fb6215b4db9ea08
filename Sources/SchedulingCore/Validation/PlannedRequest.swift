/// A request as it will be sent, but for the token.
public struct PlannedRequest: Hashable, Codable, Sendable {
  /// One header.
  public struct Header: Hashable, Codable, Sendable {
    /// The name, such as `Version`.
    public let name: String
    /// The value.
    public let value: String

    /// A header.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// `PUT`, `POST`…
  public let method: String
  /// The path below the base URL, percent-encoded.
  public let path: String
  /// In the order they are sent, without `Authorization`.
  public let headers: [Header]
  /// JSON in UTF-8, keys sorted; empty where the request has no body.
  public let body: [UInt8]

  package init(method: String, path: String, headers: [Header], body: [UInt8]) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }

  /// The body as text.
  public var bodyText: String { String(decoding: body, as: UTF8.self) }

  /// The update of an appointment.
  package static func update(
    eventID: String, body: JSONValue, version: APIVersion
  ) -> PlannedRequest {
    PlannedRequest(
      method: "PUT", path: appointmentPath(eventID),
      headers: [
        Header(name: "Accept", value: "application/json"),
        Header(name: "Content-Type", value: "application/json"),
        Header(name: "Version", value: version.rawValue),
      ], body: body.bytes())
  }

  /// Where an appointment is updated.
  package static func appointmentPath(_ eventID: String) -> String {
    "/calendars/events/appointments/" + percentEncoded(eventID)
  }

  /// A text as one segment of a path: all but RFC 3986's unreserved characters are encoded.
  package static func percentEncoded(_ segment: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".unicodeScalars)
    var encoded = String.UnicodeScalarView()
    for byte in segment.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.append(Unicode.Scalar(byte))
      default:
        encoded.append("%")
        encoded.append(hexadecimal[Int(byte >> 4)])
        encoded.append(hexadecimal[Int(byte & 15)])
      }
    }
    return String(encoded)
  }
}

extension PlannedRequest {
  private enum CodingKeys: CodingKey { case method, path, headers, body }

  /// Reads what `encode(to:)` writes; the body is a string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      method: try container.decode(String.self, forKey: .method),
      path: try container.decode(String.self, forKey: .path),
      headers: try container.decode([Header].self, forKey: .headers),
      body: Array(try container.decode(String.self, forKey: .body).utf8))
  }

  /// Writes the body as a string, so that a journal stays readable.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(method, forKey: .method)
    try container.encode(path, forKey: .path)
    try container.encode(headers, forKey: .headers)
    try container.encode(bodyText, forKey: .body)
  }
}
