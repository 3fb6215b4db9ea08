internal import Recurrence

/// A rule without its end, on its way through a search, with the characters it takes.
struct RuleSketch {
  var frequency: Frequency
  var interval = 1
  var weekStart = Weekday.monday
  private(set) var parts = RuleParts()
  /// Characters of the text but for COUNT.
  private(set) var length: Int

  init(_ frequency: Frequency, interval: Int = 1, weekStart: Weekday = .monday) {
    self.frequency = frequency
    self.interval = interval
    self.weekStart = weekStart
    length = 5 + frequency.name.utf8.count
    if interval > 1 { length += 10 + interval.textLength }
    if weekStart != .monday { length += 8 }
  }

  func rule(_ end: RecurrenceEnd) -> RecurrenceRule {
    RecurrenceRule(frequency).with {
      ($0.interval, $0.end, $0.weekStart, $0.parts) = (interval, end, weekStart, parts)
    }
  }

  mutating func add(_ choice: PartChoice) {
    guard let part = choice.part else { return }
    length += choice.length
    parts[part] = choice.values
  }

  func adding(_ choice: PartChoice) -> RuleSketch {
    var sketch = self
    sketch.add(choice)
    return sketch
  }
}

/// Values for a part of a candidate rule, or the part's absence.
struct PartChoice {
  /// `nil` where the part is left out.
  let part: RulePart?
  let values: [Int]
  /// Characters with the part's name; 0 for none.
  let length: Int
  /// The days it allows; `nil` for all.
  var row: DayUniverse.Row?

  static let none = PartChoice(part: nil, values: [], length: 0)

  private init(part: RulePart?, values: [Int], length: Int) {
    self.part = part
    self.values = values
    self.length = length
  }

  /// - Parameter values: Ascending and unique.
  init(_ part: RulePart, _ values: [Int], row: DayUniverse.Row? = nil) {
    let length = values.reduce(values.count - 1) { $0 + Self.length(of: $1, in: part) }
    self.init(part: part, values: values, length: 2 + part.name.utf8.count + length)
    self.row = row
  }

  /// Characters of one value.
  static func length(of value: Int, in part: RulePart) -> Int {
    guard part == .days else { return value.textLength }
    let ordinal = OrdinalWeekday(code: value).ordinal
    return ordinal == 0 ? 2 : 2 + ordinal.textLength
  }
}
