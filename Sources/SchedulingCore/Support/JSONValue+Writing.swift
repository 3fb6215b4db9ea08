extension JSONValue {
  /// How members are ordered when a value is written.
  public enum KeyOrder: Hashable, Sendable {
    /// By their UTF-8 bytes: the same value gives the same bytes.
    case sorted
    /// As they were written or added.
    case asGiven
  }

  /// The value as compact JSON in UTF-8.
  public func bytes(keys: KeyOrder = .sorted) -> [UInt8] {
    var json = JSONWriter()
    write(to: &json, keys: keys)
    return json.bytes
  }

  /// The value as JSON text, over several lines where `pretty`.
  public func text(keys: KeyOrder = .sorted, pretty: Bool = false) -> String {
    var json = JSONWriter(pretty: pretty)
    write(to: &json, keys: keys)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func write(to json: inout JSONWriter, keys order: KeyOrder) {
    switch self {
    case .null: json.null()
    case .bool(let truth): json.truth(truth)
    case .integer(let number): json.number(number)
    case .double(let number): json.number(number)
    case .string(let text): json.string(text)
    case .array(let values):
      json.array(values) { json, value in value.write(to: &json, keys: order) }
    case .object(let members):
      func write(_ key: String, _ value: JSONValue, to json: inout JSONWriter) {
        json.name(key)
        value.write(to: &json, keys: order)
      }
      json.object { json in
        switch order {
        case .asGiven: for (key, value) in members { write(key, value, to: &json) }
        case .sorted:
          for place in members.placesByKey {
            let (key, value) = members[place: place]
            write(key, value, to: &json)
          }
        }
      }
    }
  }
}

extension JSONValue: JSONWritable {
  package func write(to json: inout JSONWriter) { write(to: &json, keys: .asGiven) }
}
