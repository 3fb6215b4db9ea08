/// An event's id in a plan: one that is known, or one that the server chooses while the plan is carried out.
public enum PlannedID: Hashable, Sendable {
  /// The id of an event or of an instance.
  case known(String)
  /// The id that the answer to a step holds, with a suffix: empty for the event itself,
  /// `_epochMillis_durationSeconds` for an instance of the series that the step creates.
  case answered(step: Int, suffix: String)

  /// The id of an instance, by its start and duration, of the series that has this id.
  func instance(_ span: TimeSpan) -> PlannedID {
    let place = InstanceID.place(span.startMilliseconds, span.durationSeconds)
    return switch self {
    case .known(let master): .known(master + place)
    case .answered(let step, let suffix): .answered(step: step, suffix: suffix + place)
    }
  }

  /// The step whose answer holds the id; `nil` where it is known.
  public var step: Int? { if case .answered(let step, _) = self { step } else { nil } }

  /// The id where it is known.
  public var known: String? { if case .known(let id) = self { id } else { nil } }

  /// The id once earlier steps are answered.
  ///
  /// - Parameter created: The ids that the answers to earlier steps held, by their numbers, from 1.
  /// - Returns: `nil` where the answer that it needs is not among them.
  public func resolved(_ created: [Int: String]) -> String? {
    switch self {
    case .known(let id): id
    case .answered(let step, let suffix): created[step].map { $0 + suffix }
    }
  }
}

extension PlannedID: CustomStringConvertible {
  /// The id, or `{step2.id}` and the suffix for one that the answer to step 2 holds.
  public var description: String {
    switch self {
    case .known(let id): id
    case .answered(let step, let suffix): "{step\(step).id}\(suffix)"
    }
  }
}

extension PlannedID: ExpressibleByStringLiteral {
  /// Reads what `description` writes; no id of an event begins with a brace.
  public init(_ description: String) {
    guard description.hasPrefix("{step"), let end = description.firstIndex(of: "}") else {
      self = .known(description)
      return
    }
    let name = description[..<end].dropFirst("{step".count)
    guard name.hasSuffix(".id"), let step = Int(name.dropLast(".id".count)), step > 0 else {
      self = .known(description)
      return
    }
    self = .answered(step: step, suffix: String(description[end...].dropFirst()))
  }

  /// Reads what `description` writes.
  public init(stringLiteral value: String) { self.init(value) }
}

extension PlannedID: Codable {
  /// Reads what `description` writes.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the description.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
