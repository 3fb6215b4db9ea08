/// Durations as people write them: `30m`, `1h30m`, `PT30M`, `P1DT2H`, or plain seconds.
package enum DurationText {
  /// About 68 years; longer than any appointment, and far from where arithmetic could overflow.
  static let largestSeconds = 2_147_483_647

  /// Reads a duration in whole seconds.
  ///
  /// - Throws: `invalidDuration` for a form not known, `durationOutOfRange` for 0 and for more than
  ///   `largestSeconds`.
  package static func seconds(parsing text: String) throws(ValidationFailure) -> Int {
    let lowered = text.lowercased()
    let isPeriod = lowered.hasPrefix("p")
    var total = 0
    var digits = ""
    var isTime = !isPeriod
    var lastUnit = Int.max
    var hasUnit = false
    for character in isPeriod ? lowered.dropFirst() : lowered[...] {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if isPeriod, !isTime, character == "t", digits.isEmpty {
        isTime = true
        hasUnit = false
        continue
      }
      // In PnDTnHnM the weeks and days stand before the T, the rest after it.
      guard let unit = unitSeconds[character], unit < lastUnit, !digits.isEmpty,
        !isPeriod || isTime == (unit < 86_400)
      else { throw invalid(text) }
      try add(digits, times: unit, to: &total, in: text)
      digits = ""
      lastUnit = unit
      hasUnit = true
    }
    if !hasUnit, !isPeriod, !digits.isEmpty {
      try add(digits, times: 1, to: &total, in: text)
    } else {
      guard hasUnit, digits.isEmpty else { throw invalid(text) }
    }
    guard total > 0 else { throw outOfRange(text) }
    return total
  }

  /// How many nominal days a duration that can be read has: 9 in `P1W2D` and `1w2d`, none in `24h` and `86400`.
  package static func days(in text: String) -> Int {
    var days = 0
    var digits = ""
    for character in text.lowercased() {
      if character.isNumber {
        digits.append(character)
        continue
      }
      if let number = Int(digits), let unit = unitSeconds[character] { days += number * (unit / 86_400) }
      digits = ""
    }
    return days
  }

  /// `1h30m` for 5400: the form `seconds(parsing:)` reads back.
  package static func text(seconds: Int) -> String {
    guard seconds != 0 else { return "0s" }
    var rest = seconds.magnitude
    var text = seconds < 0 ? "-" : ""
    for (name, unit) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] as [(String, UInt)] {
      if rest >= unit { text += "\(rest / unit)\(name)" }
      rest %= unit
    }
    return text
  }

  private static let unitSeconds: [Character: Int] = ["w": 604_800, "d": 86_400, "h": 3600, "m": 60, "s": 1]

  private static func add(
    _ digits: String, times unit: Int, to total: inout Int, in text: String
  ) throws(ValidationFailure) {
    guard let number = Int(digits), number <= largestSeconds else { throw outOfRange(text) }
    total += number * unit
    guard total <= largestSeconds else { throw outOfRange(text) }
  }

  private static func invalid(_ text: String) -> ValidationFailure {
    ValidationFailure(
      .invalidDuration, "“\(text.prefix(40))” is no duration.",
      remedy: "Write it like 30m, 1h30m, PT30M, or in plain seconds.")
  }

  private static func outOfRange(_ text: String) -> ValidationFailure {
    ValidationFailure(
      .durationOutOfRange,
      "The duration “\(text.prefix(40))” is not between 1 and \(largestSeconds) seconds.",
      remedy: "Give the length of an appointment, such as 30m.")
  }
}
