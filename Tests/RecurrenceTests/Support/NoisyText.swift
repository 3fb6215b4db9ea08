import Recurrence
import RuleSamples

/// A valid recurrence as people and programs write it who do not follow RFC 5545 to the letter.
struct NoisyText {
  /// What is done to a text that changes nothing of what it means.
  enum Noise: String, CaseIterable {
    case lastSemicolon, firstSemicolon, secondSemicolon, blankBeforePart, blankAroundEquals, blankInList
    case emptyMember, nameTwice, equalsForColon, extensionPart, partTwice, emptyPart, longWeekday, comma,
      colon
    case plus, isoUntil, noCount, lonePosition, weeklyOrdinal, quotes, hardBlank, backslash, list, nullPart
    case emptyDates, emptyRule, isoDates, datesWithin, startWithin, zoneAndZ, otherSeparator, secondLine,
      aliasPart
  }

  var clean: String
  var noisy: String
  /// What was done, in order.
  var noises: [Noise] = []

  private var parts: [String]
  private var lines: [String] = []
  private var random: SplitMix

  /// - Parameter rule: A rule without `RRULE:`.
  init(_ rule: String, seed: UInt64) {
    (clean, noisy) = (rule, rule)
    parts = rule.split(separator: ";").map(String.init)
    random = SplitMix(seed: seed)
    let wanted = Int.random(in: 1...3, using: &random)
    // What changes the text's parts comes before what changes how they are joined.
    let chosen = Noise.allCases.shuffled(using: &random).prefix(wanted).sorted { $0.order < $1.order }
    if chosen.contains(where: \.needsDates) { lines = ["EXDATE:20260310T090000Z,20260311T090000Z"] }
    let dates = lines.first
    for noise in chosen where apply(noise) { noises.append(noise) }
    join(dates)
  }

  private func place(_ name: String) -> Int? { parts.firstIndex { $0.hasPrefix("\(name)=") } }

  private mutating func anyPart() -> Int { Int.random(in: 0..<parts.count, using: &random) }

  /// A part that holds a list of numbers or days.
  private var listPart: Int? {
    parts.firstIndex { $0.hasPrefix("BY") && !$0.hasSuffix("=") && !$0.hasSuffix("=null") }
  }

  // MARK: The parts

  /// Whether the noise could be made.
  private mutating func apply(_ noise: Noise) -> Bool {
    switch noise {
    case .extensionPart: parts.insert("X-ORIGIN=any", at: anyPart())
    case .partTwice: parts.append(parts[anyPart()])
    case .emptyPart, .nullPart:
      let name = ["BYYEARDAY", "BYWEEKNO", "WKST"].first { place($0) == nil }
      guard let name else { return false }
      parts.append(noise == .emptyPart ? "\(name)=" : "\(name)=null")
    case .noCount:
      guard place("UNTIL") != nil, place("COUNT") == nil else { return false }
      parts.append("COUNT=-1")
    case .lonePosition:
      guard listPart == nil else { return false }
      parts.append("BYSETPOS=1")
    case .weeklyOrdinal, .longWeekday, .aliasPart: return changeDays(noise)
    case .blankInList, .emptyMember:
      guard let place = listPart, !parts[place].contains(" ") else { return false }
      parts[place] += noise == .emptyMember ? "," : ""
      if noise == .blankInList {
        parts[place] = parts[place].replacing("=", with: "= ").replacing(",", with: " , ")
      }
    case .plus:
      guard let place = place("COUNT") ?? place("INTERVAL") else { return false }
      parts[place] = parts[place].replacing("=", with: "=+")
    case .isoUntil: return changeUntil()
    case .blankAroundEquals:
      let place = anyPart()
      guard parts[place].contains("="), !parts[place].contains(" ") else { return false }
      parts[place] = parts[place].replacing("=", with: " = ")
    case .colon:
      guard let place = place("FREQ") else { return false }
      parts[place] = parts[place].replacing("=", with: ":")
    default: return changeLines(noise)
    }
    return true
  }

  private mutating func changeDays(_ noise: Noise) -> Bool {
    guard let place = place("BYDAY") else { return false }
    switch noise {
    case .aliasPart: parts[place] = parts[place].replacing("BYDAY", with: "BYWEEKDAY")
    case .longWeekday:
      for (short, long) in [
        ("MO", "Mon"), ("TU", "TUESDAY"), ("WE", "wed"), ("TH", "Thurs"), ("FR", "Friday"),
      ] {
        parts[place] = parts[place].replacing(short, with: long)
      }
      return parts[place].contains { $0.isLowercase } || parts[place].contains("TUESDAY")
    default:
      let isPlain = !parts[place].contains { $0.isNumber }
      guard isPlain, parts[0].hasSuffix("=WEEKLY") || parts[0].hasSuffix("=DAILY") else { return false }
      parts[place] = parts[place].replacing("=", with: "=2")
    }
    return true
  }

  private mutating func changeUntil() -> Bool {
    guard let place = place("UNTIL") else { return false }
    let digits = Array(parts[place].dropFirst(6))
    let date = "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))"
    var time = ""
    if digits.count > 8 {
      let zone = digits.last == "Z" ? ["Z", ".000Z", "+00:00"].randomElement(using: &random) ?? "Z" : ""
      let separator = Bool.random(using: &random) ? "T" : " "
      time =
        "\(separator)\(String(digits[9..<11])):\(String(digits[11..<13])):\(String(digits[13..<15]))\(zone)"
    }
    parts[place] = "UNTIL=\(date)\(time)"
    return true
  }

  // MARK: The lines

  private mutating func changeLines(_ noise: Noise) -> Bool {
    switch noise {
    case .emptyDates: lines.append("EXDATE:")
    case .emptyRule: lines.append("RRULE:")
    case .isoDates:
      guard lines.first?.hasPrefix("EXDATE:2026031") == true else { return false }
      lines[0] = "EXDATE:2026-03-10T09:00:00Z,2026-03-11 10:00:00+0100"
    case .zoneAndZ:
      guard lines.first?.hasPrefix("EXDATE:2026031") == true else { return false }
      lines[0] = lines[0].replacing("EXDATE:", with: "EXDATE;TZID=UTC:")
    case .otherSeparator:
      guard let line = lines.first, line.contains("Z,") else { return false }
      lines[0] = line.replacing("Z,", with: Bool.random(using: &random) ? "Z;" : "Z ")
    case .datesWithin:
      guard let line = lines.first, !line.contains("TZID") else { return false }
      lines.removeFirst()
      parts.append(line.replacing("EXDATE:", with: Bool.random(using: &random) ? "EXDATE=" : "EXDATE:"))
    case .startWithin:
      parts.append("DTSTART=20260302T090000Z")
      clean = "DTSTART:20260302T090000Z\nRRULE:\(clean)"
    case .lastSemicolon, .firstSemicolon, .secondSemicolon, .blankBeforePart, .nameTwice, .equalsForColon,
      .comma,
      .quotes, .hardBlank, .backslash, .list, .secondLine:
      break
    default: return false
    }
    return true
  }

  /// Writes the texts.
  private mutating func join(_ dates: String?) {
    if let dates {
      if !clean.contains("RRULE:") { clean = "RRULE:\(clean)" }
      clean += "\n\(dates)"
    }
    var rule = parts[0]
    for (number, part) in parts.enumerated().dropFirst() {
      rule += (number == 1 ? firstSeparator : ";") + part
    }
    if noises.contains(.firstSemicolon) { rule = ";" + rule }
    if noises.contains(.lastSemicolon) { rule += ";" }
    var name = ""
    if dates != nil || !lines.isEmpty || noises.contains(.startWithin) || noises.contains(.datesWithin) {
      name = "RRULE:"
    }
    if noises.contains(.nameTwice) { name = "RRULE:RRULE:" }
    if noises.contains(.equalsForColon) { name = name.isEmpty ? "RRULE=" : name.replacing(":", with: "=") }
    let all = [name + rule] + lines
    noisy = all.joined(separator: "\n")
    if noises.contains(.list) { noisy = "[" + all.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
    if noises.contains(.quotes), !noises.contains(.list) { noisy = "\"\(noisy)\"" }
  }

  private var firstSeparator: String {
    if noises.contains(.secondSemicolon) { return ";;" }
    if noises.contains(.comma) { return "," }
    if noises.contains(.backslash) { return "\\;" }
    if noises.contains(.secondLine) { return ";\n" }
    if noises.contains(.hardBlank) { return ";\u{A0}" }
    return noises.contains(.blankBeforePart) ? "; " : ";"
  }

  /// Whether every noise can be seen in the text: of those that change one place only one can.
  var isPlain: Bool {
    let joints = noises.filter {
      [.secondSemicolon, .comma, .backslash, .secondLine, .hardBlank, .blankBeforePart].contains($0)
    }
    let frames = noises.filter { [.quotes, .list].contains($0) }
    // A line that stands in the rule is said to, whatever stands before it.
    let isJointOfParts = parts.count > 1 && !["DTSTART", "EXDATE"].contains(parts[1].prefix { $0.isLetter })
    return !noises.isEmpty && joints.count < 2 && frames.count < 2 && (joints.isEmpty || isJointOfParts)
  }
}

extension NoisyText.Noise {
  fileprivate var needsDates: Bool { [.isoDates, .zoneAndZ, .otherSeparator, .datesWithin].contains(self) }

  /// Dates change before they move into the rule; the rule's end is known last.
  fileprivate var order: Int {
    switch self {
    case .isoDates: 0
    case .zoneAndZ, .otherSeparator: 1
    case .partTwice: 3
    case .weeklyOrdinal, .extensionPart, .emptyPart, .nullPart, .noCount, .lonePosition: 2
    case .datesWithin, .startWithin: 9
    default: 5
    }
  }
}
