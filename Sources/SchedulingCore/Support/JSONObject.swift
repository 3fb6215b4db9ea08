/// The members of a JSON object, in the order they were written.
///
/// Two objects are equal when they have the same members, in whatever order.
public struct JSONObject: Sendable {
  fileprivate struct Member: Sendable {
    let key: String
    var value: JSONValue
  }

  private var members: [Member] = []
  /// The members' places by key, where they are too many to be searched one by one.
  private var places: [String: Int]?

  /// Up to here comparing each key is faster than hashing one; found by trial with keys of an event.
  private static let mostSearched = 16

  /// An object without members.
  public init() {}

  /// The keys in the order they were added.
  public var keys: [String] { members.map(\.key) }

  /// The value of a key; assigning `nil` removes the member.
  ///
  /// - Complexity: O(1) to read and to set, O(n) in the members to remove.
  public subscript(key: String) -> JSONValue? {
    get { place(of: key).map { members[$0].value } }
    set {
      guard let newValue else { return remove(key) }
      if let place = place(of: key) {
        members[place].value = newValue
        return
      }
      members.append(Member(key: key, value: newValue))
      if places != nil {
        places?[key] = members.count - 1
      } else if members.count > Self.mostSearched {
        index()
      }
    }
  }

  /// Whether it has no members.
  public var isEmpty: Bool { members.isEmpty }

  /// How many members it has.
  public var count: Int { members.count }

  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    return members.firstIndex { $0.key == key }
  }

  private mutating func remove(_ key: String) {
    guard let place = place(of: key) else { return }
    members.remove(at: place)
    if places != nil { index() }
  }

  private mutating func index() {
    var places: [String: Int] = [:]
    places.reserveCapacity(members.count * 2)
    for (place, member) in members.enumerated() { places[member.key] = place }
    self.places = places
  }
}

extension JSONObject: Sequence {
  /// Goes through the members in the order they were added.
  public struct Iterator: IteratorProtocol {
    private var members: IndexingIterator<[Member]>

    fileprivate init(_ members: [Member]) { self.members = members.makeIterator() }

    /// The next member.
    public mutating func next() -> (key: String, value: JSONValue)? {
      members.next().map { ($0.key, $0.value) }
    }
  }

  /// The members in the order they were added.
  public func makeIterator() -> Iterator { Iterator(members) }

  /// How many members it has.
  public var underestimatedCount: Int { members.count }
}

extension JSONObject: Hashable {
  /// The order of members does not count.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  /// The order of members does not count.
  public func hash(into hasher: inout Hasher) {
    var all = 0
    for member in members {
      var own = Hasher()
      own.combine(member.key)
      own.combine(member.value)
      all ^= own.finalize()
    }
    hasher.combine(all)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// The last value of a key that is given twice counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    members.reserveCapacity(elements.count)
    for (key, value) in elements { self[key] = value }
  }
}
