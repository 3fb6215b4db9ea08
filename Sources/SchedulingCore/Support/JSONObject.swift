/// The members of a JSON object, in the order they were written.
///
/// Two objects are equal when they have the same members, in whatever order.
public struct JSONObject: Sendable {
  /// The keys in the order they were added.
  public private(set) var keys: [String] = []
  private var values: [String: JSONValue] = [:]

  /// An object without members.
  public init() {}

  /// The value of a key; assigning `nil` removes the member.
  public subscript(key: String) -> JSONValue? {
    get { values[key] }
    set {
      if values.updateValueOrRemove(newValue, forKey: key) == nil {
        if newValue != nil { keys.append(key) }
      } else if newValue == nil {
        keys.removeAll { $0 == key }
      }
    }
  }

  /// Whether it has no members.
  public var isEmpty: Bool { keys.isEmpty }

  /// How many members it has.
  public var count: Int { keys.count }
}

extension JSONObject: Sequence {
  /// The members in the order they were added.
  public func makeIterator() -> AnyIterator<(key: String, value: JSONValue)> {
    var remaining = keys.makeIterator()
    let values = values
    return AnyIterator {
      guard let key = remaining.next(), let value = values[key] else { return nil }
      return (key, value)
    }
  }
}

extension JSONObject: Hashable {
  /// The order of members does not count.
  public static func == (left: JSONObject, right: JSONObject) -> Bool { left.values == right.values }
  /// The order of members does not count.
  public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// The last value of a key that is given twice counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension Dictionary {
  /// Sets or removes a value and returns what was there before.
  fileprivate mutating func updateValueOrRemove(_ value: Value?, forKey key: Key) -> Value? {
    guard let value else { return removeValue(forKey: key) }
    return updateValue(value, forKey: key)
  }
}
