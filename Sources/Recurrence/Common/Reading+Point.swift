extension Reading {
  /// One of the points in which readings differ.
  public enum Point: String, CaseIterable, Hashable, Sendable {
    case monthDays = "month-days"
    case weekDays = "week-days"
    case weekYears = "week-years"
    case firstPeriod = "first-period"
    case start
    case untilDate = "until-date"
    case clockChanges = "clock-changes"
    case omittedTimes = "omitted-times"
    case joinedTimes = "joined-times"

    /// The names of its choices, RFC 5545's first.
    public var choices: [String] {
      switch self {
      case .monthDays: ["every-month", "start-month"]
      case .weekDays: ["start-weekday", "whole-week"]
      case .weekYears: ["calendar-year", "week-year"]
      case .firstPeriod: ["whole", "cut-week", "cut"]
      case .start: ["excluded", "included", "counted"]
      case .untilDate: ["end-of-day", "start-of-day"]
      case .clockChanges: ["wall-clock", "elapsed"]
      case .omittedTimes: ["uncounted", "counted"]
      case .joinedTimes: ["two", "one"]
      }
    }
  }

  /// The place of a point's choice among its choices.
  public subscript(point: Point) -> Int {
    get {
      switch point {
      case .monthDays: Int(monthDays.rawValue)
      case .weekDays: Int(weekDays.rawValue)
      case .weekYears: Int(weekYears.rawValue)
      case .firstPeriod: Int(firstPeriod.rawValue)
      case .start: Int(start.rawValue)
      case .untilDate: untilDate == .endOfDay ? 0 : 1
      case .clockChanges: Int(clockChanges.rawValue)
      case .omittedTimes: Int(omittedTimes.rawValue)
      case .joinedTimes: Int(joinedTimes.rawValue)
      }
    }
    set {
      func set<Choice: RawRepresentable<UInt8>>(_ path: WritableKeyPath<Reading, Choice>) {
        if let choice = UInt8(exactly: newValue).flatMap(Choice.init(rawValue:)) {
          self[keyPath: path] = choice
        }
      }
      switch point {
      case .monthDays: set(\.monthDays)
      case .weekDays: set(\.weekDays)
      case .weekYears: set(\.weekYears)
      case .firstPeriod: set(\.firstPeriod)
      case .start: set(\.start)
      case .untilDate: untilDate = newValue == 0 ? .endOfDay : .startOfDay
      case .clockChanges: set(\.clockChanges)
      case .omittedTimes: set(\.omittedTimes)
      case .joinedTimes: set(\.joinedTimes)
      }
    }
  }

  /// The reading with another one's choice for a point.
  public func taking(_ point: Point, from other: Reading) -> Reading {
    var reading = self
    reading[point] = other[point]
    return reading
  }
}

extension Reading: LosslessStringConvertible {
  /// A name, and the points that differ from it: `dateutil`, `rfc5545,start=counted`.
  public var description: String {
    if let name = Self.named.first(where: { $0.reading == self })?.name { return name }
    let points = Point.allCases.filter { self[$0] != Reading.rfc5545[$0] }
    return (["rfc5545"] + points.map { "\($0.rawValue)=\($0.choices[self[$0]])" }).joined(separator: ",")
  }

  /// Reads what `description` writes: names and points, each taking the place of what it contradicts.
  public init?(_ text: String) {
    self.init()
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 1, let named = Self.named.first(where: { $0.name == parts[0] }) {
        self = named.reading
      } else if parts.count == 2, let point = Point(rawValue: parts[0]),
        let place = point.choices.firstIndex(of: parts[1])
      {
        self[point] = place
      } else {
        return nil
      }
    }
  }
}

extension Reading: Codable {
  /// Reads what `encode(to:)` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let reading = Reading(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no reading.")
    }
    self = reading
  }

  /// Writes its description.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
