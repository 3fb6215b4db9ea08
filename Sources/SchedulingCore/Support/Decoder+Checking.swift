extension Decoder {
  /// A value from a text, checked like one that a person gives.
  func checked<Value>(_ read: (String) throws(ValidationFailure) -> Value) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    do throws(ValidationFailure) {
      return try read(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
    }
  }

  /// A value from JSON, checked like what comes from the API.
  func checked<Value>(_ read: (JSONValue) throws(ValidationFailure) -> Value) throws -> Value {
    let value = try JSONValue(from: self)
    do throws(ValidationFailure) {
      return try read(value)
    } catch {
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: error.description))
    }
  }
}
