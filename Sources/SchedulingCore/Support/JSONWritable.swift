/// What has a form in JSON, written fast; its `Codable` conformance writes and reads the same.
package protocol JSONWritable {
  /// Writes the value.
  func write(to json: inout JSONWriter)
}

extension JSONWritable {
  /// The same as a value.
  package var jsonValue: JSONValue {
    var json = JSONWriter()
    write(to: &json)
    do {
      return try JSONValue(parsingOwn: json.bytes)
    } catch {
      preconditionFailure("The writer writes JSON.")
    }
  }
}

extension String: JSONWritable {
  package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Int: JSONWritable {
  package func write(to json: inout JSONWriter) { json.number(Int64(self)) }
}

extension Bool: JSONWritable {
  package func write(to json: inout JSONWriter) { json.truth(self) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  package func write(to json: inout JSONWriter) {
    switch self {
    case let value?: value.write(to: &json)
    case nil: json.null()
    }
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.array(self) { json, element in element.write(to: &json) }
  }
}
