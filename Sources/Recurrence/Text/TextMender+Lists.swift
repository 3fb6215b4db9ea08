// Lists of values.
extension TextMender {
  /// A list without blanks and empty members, its weekdays and months as RFC 5545 writes them.
  mutating func list(of name: PartName, _ range: Range<Int>) throws(TextFault) -> MappedText? {
    var value = MappedText()
    for raw in pieces(range, separator: ASCII.comma) {
      let member = trimmed(raw)
      if member.count < raw.count {
        note(
          .noiseIgnored, "Blanks among the values of \(name.name) are left out.", at: raw.lowerBound,
          in: "\(name.offset)")
      }
      if member.isEmpty {
        note(
          .noiseIgnored, "An empty value in \(name.name) is left out.", at: raw.lowerBound,
          in: "\(name.offset)")
        continue
      }
      for single in try members(member, of: name) {
        if !value.bytes.isEmpty { value.append(ASCII.comma, from: raw.lowerBound) }
        value.append(single)
      }
    }
    return value.bytes.isEmpty ? nil : value
  }

  /// A member that stands behind `;` instead of `,`, taken into the list before it; `false` where it is none.
  mutating func continueList(after gap: Gap) throws(TextFault) -> Bool {
    guard !gap.hasLineEnd, gap.hasSeparators, let openRule, case .rule(var rule) = items[openRule],
      var part = rule.parts.popLast(), let kind = part.kind
    else { return false }
    let start = index
    let end = bytes[index...].firstIndex { $0 == ASCII.semicolon || $0 == ASCII.comma || ASCII.isLineEnd($0) }
    let range = trimmed(start..<(end ?? bytes.count))
    let isMember =
      kind == .days
      ? weekday(range, in: part.name) != nil
      : [.months, .monthDays, .yearDays, .weekNumbers, .setPositions, .hours, .minutes, .seconds].contains(
        kind)
        && bytes[range].allSatisfy { $0.isDigit || $0 == ASCII.minus }
    guard isMember else { return false }
    note(
      .textRespelled, "“;” stands where “,” belongs, before \(text(range)).", at: gap.offset, in: "\(start)")
    part.value.append(ASCII.comma, from: gap.offset)
    part.value.append(weekday(range, in: part.name)?.value ?? copy(range))
    rule.parts.append(part)
    items[openRule] = .rule(rule)
    index = end ?? bytes.count
    return true
  }

  func pieces(_ range: Range<Int>, separator: UInt8) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where bytes[index] == separator {
      pieces.append(start..<index)
      start = index + 1
    }
    return pieces + [start..<range.upperBound]
  }

  /// The values that one member writes: several weekdays can stand between two commas.
  private mutating func members(_ range: Range<Int>, of name: PartName) throws(TextFault) -> [MappedText] {
    switch name.kind {
    case .days:
      if let single = weekday(range, in: name.name) {
        noteRespelling(single, range, in: name.name)
        return [single.value]
      }
      let words = pieces(range, separator: ASCII.space).map(trimmed).filter { !$0.isEmpty }
      let days = words.compactMap { weekday($0, in: name.name) }
      if words.count > 1, days.count == words.count {
        note(
          .textRespelled, "A blank stands where “,” belongs, in BYDAY.", at: words[1].lowerBound,
          in: "\(name.offset)")
        return days.map(\.value)
      }
      let readings = LooseNames.weekdays(startingWith: text(range))
      if readings.count > 1 {
        throw TextFault(
          .invalidValue, at: range.lowerBound,
          "“\(text(range))” in BYDAY can be \(readings.map(\.abbreviation).joined(separator: " or ")); write one."
        )
      }
      if let number = Int(text(range)), (0...7).contains(number) {
        // From Sunday as 0 or as 1, from Monday as 0 or as 1.
        let (first, second) = (
          Weekday.allCases[(number + 6) % 7], Weekday.allCases[number == 7 ? 5 : number % 7]
        )
        throw TextFault(
          .invalidValue, at: range.lowerBound,
          "“\(number)” in BYDAY can be \(first.abbreviation) or \(second.abbreviation), by where one counts from; write one."
        )
      }
      return [copy(range)]
    case .months:
      guard let month = LooseNames.month(text(range)) else { return [unsigned(range, name)] }
      var value = MappedText()
      value.append("\(month)", for: range.lowerBound)
      note(.textRespelled, "“\(text(range))” in BYMONTH is read as \(month).", at: range.lowerBound)
      return [value]
    case .hours, .minutes, .seconds: return [unsigned(range, name)]
    default: return [copy(range)]
    }
  }

  /// RFC 5545 gives a sign only to what counts from the end too.
  private mutating func unsigned(_ range: Range<Int>, _ name: PartName) -> MappedText {
    guard range.count > 1, bytes[range.lowerBound] == ASCII.plus else { return copy(range) }
    note(.noiseIgnored, "The “+” in \(name.name) is left out.", at: range.lowerBound, in: "\(name.offset)")
    return copy(range.dropFirst())
  }

  /// A weekday, or one with a number, as RFC 5545 writes it.
  struct Day {
    let value: MappedText
    let text: String
  }

  mutating func noteRespelling(_ day: Day, _ range: Range<Int>, in name: String) {
    let written = text(range).uppercased()
    guard written != day.text, written != "+\(day.text)" else { return }
    note(.textRespelled, "“\(text(range))” in \(name) is read as \(day.text).", at: range.lowerBound)
  }

  /// `MO`, `MON`, `Monday`, `1 MO`, `MO(+1)`; `nil` for anything else.
  func weekday(_ range: Range<Int>, in name: String) -> Day? {
    var index = range.lowerBound
    var ordinal = signedNumber(&index, range)
    index = afterBlanks(index)
    let wordEnd = bytes[index..<max(index, range.upperBound)].firstIndex { !$0.isLetter } ?? range.upperBound
    guard wordEnd > index, wordEnd <= range.upperBound, let day = LooseNames.weekday(text(index..<wordEnd))
    else { return nil }
    index = wordEnd
    if ordinal.isEmpty, bytes[safe: index] == UInt8(ascii: "("), index < range.upperBound {
      index += 1
      ordinal = signedNumber(&index, range)
      guard !ordinal.isEmpty, bytes[safe: index] == UInt8(ascii: ")") else { return nil }
      index += 1
    }
    guard index == range.upperBound, ordinal.isEmpty || name == "BYDAY", ordinal != "-" else { return nil }
    let text = ordinal + day.abbreviation
    let isWritten = self.text(range).uppercased() == text
    var value = MappedText()
    if isWritten { value = copy(range) } else { value.append(text, for: range.lowerBound) }
    return Day(value: value, text: text)
  }

  /// A number with its minus; a plus is left out.
  private func signedNumber(_ index: inout Int, _ range: Range<Int>) -> String {
    let start = index
    if index < range.upperBound, [ASCII.plus, ASCII.minus].contains(bytes[index]) { index += 1 }
    while index < range.upperBound, bytes[index].isDigit { index += 1 }
    let text = text(start..<index)
    return text.hasPrefix("+") ? String(text.dropFirst()) : text
  }
}
