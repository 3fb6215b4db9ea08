import Hummingbird
import SchedulingCore

/// The members of a request's JSON body, read with the place of what is wrong.
struct JSONBody {
  /// The largest body that is read, in bytes.
  static let limit = 1 << 20

  private let members: JSONObject

  /// - Throws: An error of the server's with the status 413 where there are more.
  static func bytes(of request: Request) async throws -> [UInt8] {
    Array(try await request.body.collect(upTo: limit).readableBytesView)
  }

  /// - Parameter known: What a body may hold; anything else is refused, since it would have no effect.
  init(_ request: Request, known: Set<String>) async throws {
    let value = try JSONValue(parsing: try await Self.bytes(of: request))
    guard let members = value.objectValue else {
      throw ValidationFailure(.notAnObject, "The body is \(value.kind), not an object.")
    }
    for key in members.keys where !known.contains(key) {
      throw ValidationFailure(
        .unknownField, "The body has a member “\(key)” that is not known here.", field: key,
        remedy: "Use \(known.sorted().joined(separator: ", ")).")
    }
    self.members = members
  }

  /// A member; `nil` where it is absent or null.
  subscript(key: String) -> JSONValue? { members[key].flatMap { $0 == .null ? nil : $0 } }

  func text(_ key: String) throws -> String? {
    try self[key].map { value in
      guard let text = value.stringValue else { throw wrongType(of: value, in: key, expected: "a string") }
      return text
    }
  }

  func number(_ key: String) throws -> Int? {
    try self[key].map { value in
      guard let number = value.integerValue else {
        throw wrongType(of: value, in: key, expected: "a whole number")
      }
      return Int(number)
    }
  }

  /// One of the values that a type has.
  func choice<Value: RawRepresentable & CaseIterable>(_ key: String) throws -> Value?
  where Value.RawValue == String {
    try text(key).map { text in
      guard let value = Value(rawValue: text) else {
        throw ValidationFailure(
          .wrongType, "“\(text)” is none of the values of \(key).", field: key,
          remedy: "Use \(Value.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return value
    }
  }

  func missing(_ key: String) -> ValidationFailure {
    ValidationFailure(.missingField, "The body has no \(key).", field: key)
  }

  private func wrongType(of value: JSONValue, in key: String, expected: String) -> ValidationFailure {
    ValidationFailure(.wrongType, "The member \(key) is \(value.kind), not \(expected).", field: key)
  }
}
