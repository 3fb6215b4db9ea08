/// Something to measure: a rule, its start and zone, and what is asked of it.
public struct Workload: Sendable {
  /// What is asked of the rule.
  public enum Kind: String, Sendable {
    /// The first `count` occurrences of a series that is known.
    case expansion
    /// Reading a text that was never seen, in a spelling that was, and the first `count` occurrences of it.
    case cold
    /// The same where the spelling is new as well.
    case spelled
    /// The same for a text that was seen before.
    case seen
    /// The occurrences in a window, of a series that is known.
    case window
    /// Whether two series ever overlap.
    case overlap
    /// What an edit of a series of `count` occurrences does, or of its second half, with its plan.
    case preview
    /// What a calendar, and what is busy, say of times and slots.
    case availability
    /// The first `count` occurrences of a series that is known, on eight threads at once.
    case threads
  }

  /// What is asked.
  public let kind: Kind
  /// The rule's text for an expansion, otherwise what is asked.
  public let name: String
  /// Without its `COUNT` where a text is read: see `text(count:)`.
  public let rule: String
  /// An IANA name.
  public let zone: String
  /// Year, month, day, hour.
  public let start: [Int]
  /// How many occurrences are consumed; 0 where the window decides.
  public let count: Int
  /// Epoch milliseconds, half-open.
  public let window: Range<Int>

  init(
    _ kind: Kind, _ name: String? = nil, rule: String, zone: String, start: [Int] = [2020, 1, 6, 9],
    count: Int = 0, window: Range<Int> = 0..<0
  ) {
    self.kind = kind
    self.name = name ?? rule
    self.rule = rule
    self.zone = zone
    self.start = start
    self.count = count
    self.window = window
  }

  /// What one answer's time is divided by.
  public var unit: String {
    switch kind {
    case .expansion, .threads: "occurrence"
    case .cold, .spelled, .seen: "series"
    case .window, .overlap, .availability: "query"
    case .preview: "preview"
    }
  }

  /// The rule with a COUNT, so that many texts mean the same first occurrences.
  public func text(count: Int) -> String { "\(rule);COUNT=\(count)" }

  /// The same rule, each of its letters small where `number` has a bit set.
  public func text(spelling number: Int) -> String {
    var bits = number
    var spelled = ""
    for letter in text(count: count) {
      let isSmall = letter.isLetter && bits & 1 == 1
      if letter.isLetter { bits >>= 1 }
      spelled += isSmall ? letter.lowercased() : String(letter)
    }
    return spelled
  }
}
