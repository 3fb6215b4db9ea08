/// What an id refers to: an event (plain or a series' master), or one instance of a series.
public enum EventReference: Hashable, Sendable {
  /// An event's or a master's id.
  case event(String)
  /// One occurrence of a series.
  case instance(InstanceID)

  /// Tells an instance id from a plain one.
  ///
  /// Whatever is not exactly an instance id is a plain event id, `M_01_1800` and `M_1729821600000_0`
  /// included, since event ids may hold `_`. Only an id that would be an instance id, were its start
  /// not in seconds, is refused.
  ///
  /// - Throws: `startLooksLikeSeconds`; `invalidEventID` for an id that is empty, begins or ends with a blank,
  ///   holds control characters or other blanks than spaces, or is a path's `.` or `..`.
  public init(parsing text: String) throws(ValidationFailure) {
    try Self.check(id: text)
    do throws(ValidationFailure) {
      self = .instance(try InstanceID(parsing: text))
    } catch {
      if error.code == .startLooksLikeSeconds { throw error }
      self = .event(text)
    }
  }

  /// The event's own id, or that of the instance's master.
  public var masterID: String {
    switch self {
    case .event(let id): id
    case .instance(let id): id.masterID
    }
  }

  /// The instance id, where it is one.
  public var instance: InstanceID? { if case .instance(let id) = self { id } else { nil } }

  /// Refuses what can't be an id or would change a request's path.
  static func check(id: String) throws(ValidationFailure) {
    guard !id.isEmpty else {
      throw ValidationFailure(.invalidEventID, "The event id is empty.", remedy: "Give the event's id.")
    }
    guard id != ".", id != ".." else {
      throw ValidationFailure(
        .invalidEventID, "“\(id)” is no event id: in a path it would name another endpoint.",
        remedy: "Give the event's id.")
    }
    let isPlain = id.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    // A UID of a calendar file is a text, which may hold spaces: RFC 5545, section 3.8.4.7.
    guard
      isPlain
        || id.first != " " && id.last != " "
          && id.unicodeScalars.allSatisfy({
            $0 == " " || !$0.properties.isWhitespace && $0.value >= 0x20 && $0.value != 0x7F
          })
    else {
      throw ValidationFailure(
        .invalidEventID,
        "An event id begins and ends with no blank and holds no control characters.",
        remedy: "Check what was copied.")
    }
    guard id.utf8.count <= 1024 else {
      throw ValidationFailure(.invalidEventID, "The event id is longer than 1,024 bytes.")
    }
  }
}

extension EventReference: CustomStringConvertible {
  /// The id's text.
  public var description: String {
    switch self {
    case .event(let id): id
    case .instance(let id): id.description
    }
  }
}
