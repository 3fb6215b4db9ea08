/// A request as it will be sent, but for the token and for ids that the server has yet to choose.
public struct PlannedRequest: Hashable, Sendable {
  /// What the request does.
  public enum Operation: Hashable, Sendable {
    /// Changes an event or an instance.
    case update(PlannedID)
    /// Makes a new event; the answer holds its id.
    case create
  }

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

  /// What it does, and to what.
  public let operation: Operation
  /// The version of the API that it is for.
  public let version: APIVersion
  /// JSON in UTF-8, keys sorted.
  public let body: [UInt8]

  private init(_ operation: Operation, version: APIVersion, body: [UInt8]) {
    self.operation = operation
    self.version = version
    self.body = body
  }

  /// The update of an appointment.
  package static func update(
    _ id: PlannedID, body: JSONObject, version: APIVersion
  ) -> PlannedRequest {
    PlannedRequest(.update(id), version: version, body: JSONValue.object(body).bytes())
  }

  /// The creation of an appointment.
  static func create(body: JSONObject, version: APIVersion) -> PlannedRequest {
    PlannedRequest(.create, version: version, body: JSONValue.object(body).bytes())
  }

  /// `PUT` or `POST`.
  public var method: String {
    switch operation {
    case .update: "PUT"
    case .create: "POST"
    }
  }

  /// The path below the base URL, percent-encoded; `{step2.id}` stands for an id that the answer to step 2 holds.
  public var path: String {
    switch operation {
    case .update(.known(let id)): Self.appointmentPath(id)
    case .update(.answered(let step, let suffix)):
      "\(Self.appointments)/\(PlannedID.answered(step: step, suffix: ""))\(Self.percentEncoded(suffix))"
    case .create: Self.appointments
    }
  }

  /// In the order they are sent, without `Authorization`.
  public var headers: [Header] {
    [
      Header(name: "Accept", value: "application/json"),
      Header(name: "Content-Type", value: "application/json"),
      Header(name: "Version", value: version.rawValue),
    ]
  }

  /// The body as text.
  public var bodyText: String { String(decoding: body, as: UTF8.self) }

  /// The step whose answer holds the id that it needs; `nil` where it needs none.
  public var neededStep: Int? { if case .update(let id) = operation { id.step } else { nil } }

  /// The request once earlier steps are answered, as it can be sent.
  ///
  /// - Parameter created: The ids that the answers to earlier steps held, by their numbers, from 1.
  /// - Returns: `nil` where the id that it needs is not among them.
  public func resolved(_ created: [Int: String]) -> PlannedRequest? {
    guard case .update(let id) = operation else { return self }
    return id.resolved(created).map { PlannedRequest(.update(.known($0)), version: version, body: body) }
  }
}

extension PlannedRequest {
  private static let appointments = "/calendars/events/appointments"

  /// Where an appointment is updated.
  package static func appointmentPath(_ eventID: String) -> String {
    "\(appointments)/\(percentEncoded(eventID))"
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

  /// The text of a path's segment; `nil` where it is encoded wrongly or is no UTF-8.
  private static func decoded(_ segment: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(segment.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2
      else {
        return nil
      }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension PlannedRequest: Codable {
  private enum CodingKeys: CodingKey { case method, path, headers, body }

  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let path = try container.decode(String.self, forKey: .path)
    let headers = try container.decode([Header].self, forKey: .headers)
    let version = headers.first { $0.name == "Version" }.flatMap { APIVersion(rawValue: $0.value) }
    let operation: Operation?
    switch try container.decode(String.self, forKey: .method) {
    case "PUT": operation = Self.id(inPath: path).map(Operation.update)
    case "POST": operation = path == Self.appointments ? .create : nil
    default: operation = nil
    }
    guard let operation, let version else {
      throw DecodingError.dataCorruptedError(
        forKey: .path, in: container,
        debugDescription: "No request that a plan makes has this method and path.")
    }
    self.init(
      operation, version: version, body: Array(try container.decode(String.self, forKey: .body).utf8))
  }

  private static func id(inPath path: String) -> PlannedID? {
    guard path.hasPrefix(appointments + "/") else { return nil }
    let segment = path.dropFirst(appointments.count + 1)
    guard case .answered(let step, let suffix) = PlannedID(String(segment)) else {
      return decoded(segment).map { .known($0) }
    }
    return decoded(suffix).map { .answered(step: step, suffix: $0) }
  }

  /// Writes the body as a string, so that a journal stays readable.
  public func encode(to encoder: any Encoder) throws { try jsonValue.encode(to: encoder) }
}

extension PlannedRequest: JSONWritable {
  package func write(to json: inout JSONWriter) { json.object(writeMembers) }

  /// Writes the members, for an object that has others too.
  func writeMembers(to json: inout JSONWriter) {
    json.member(CodingKeys.method, method)
    json.member(CodingKeys.path, path)
    json.member(CodingKeys.headers, headers)
    // As a string: the bytes that are sent, not another spelling of the same value.
    json.member(CodingKeys.body, bodyText)
  }
}

extension PlannedRequest.Header: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member(CodingKeys.name, name)
      json.member(CodingKeys.value, value)
    }
  }
}
