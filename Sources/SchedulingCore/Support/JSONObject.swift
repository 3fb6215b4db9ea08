/// The members of a JSON object, in the order they were written.
///
/// Two objects are equal when they have the same members, in whatever order.
public struct JSONObject: Sendable {
  fileprivate struct Member: Sendable {
    let key: String
    var value: JSONValue
  }

  private var members: [Member] = []
  /// The members' places in an open hash table, -1 where none is, twice as many as members at least; empty where
  /// the members are few enough to be searched one by one.
  private var slots: [Int32] = []

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
      let slot = slots.isEmpty ? nil : slot(of: key)
      let place = slot.map { Int(slots[$0]) } ?? members.firstIndex { $0.key == key } ?? -1
      if place >= 0 {
        members[place].value = newValue
        return
      }
      members.append(Member(key: key, value: newValue))
      if let slot, slots.count >= members.count * 2 {
        slots[slot] = Int32(members.count - 1)
      } else if members.count > Self.mostSearched {
        index()
      }
    }
  }

  /// Whether it has no members.
  public var isEmpty: Bool { members.isEmpty }

  /// How many members it has.
  public var count: Int { members.count }

  /// Those of the members that are wanted; the same object where all are.
  func filter(_ isIncluded: (_ key: String, _ value: JSONValue) -> Bool) -> JSONObject {
    guard let first = members.firstIndex(where: { !isIncluded($0.key, $0.value) }) else { return self }
    var rest = JSONObject()
    rest.members.reserveCapacity(members.count - 1)
    rest.members += members[..<first]
    for member in members[(first + 1)...] where isIncluded(member.key, member.value) {
      rest.members.append(member)
    }
    if rest.members.count > Self.mostSearched { rest.index() }
    return rest
  }

  /// The members with those of another object, which count where both have a key.
  func merging(_ other: JSONObject) -> JSONObject {
    var merged = self
    for (key, value) in other { merged[key] = value }
    return merged
  }

  /// The places of the members in the order of their keys' UTF-8 bytes.
  var placesByKey: [Int] {
    members.indices.sorted { members[$0].key.utf8.lexicographicallyPrecedes(members[$1].key.utf8) }
  }

  /// The member at a place, in the order they were added.
  subscript(place place: Int) -> (key: String, value: JSONValue) {
    (members[place].key, members[place].value)
  }

  private func place(of key: String) -> Int? {
    if slots.isEmpty { return members.firstIndex { $0.key == key } }
    let place = slots[slot(of: key)]
    return place < 0 ? nil : Int(place)
  }

  private mutating func remove(_ key: String) {
    guard let place = place(of: key) else { return }
    members.remove(at: place)
    if !slots.isEmpty { index() }
  }

  /// Where a key's place stands among the slots, or would.
  private func slot(of key: String) -> Int {
    let mask = slots.count - 1
    var slot = key.hashValue & mask
    while slots[slot] >= 0, members[Int(slots[slot])].key != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func index() {
    // A power of two, and room to grow.
    slots = Array(repeating: -1, count: 1 << (Int.bitWidth - (members.count * 2).leadingZeroBitCount))
    let mask = slots.count - 1
    for (place, member) in members.enumerated() {
      // The keys are known to differ.
      var slot = member.key.hashValue & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(place)
    }
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
