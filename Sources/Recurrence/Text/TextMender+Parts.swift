// The parts of rules.
extension TextMender {
  mutating func readPart(_ name: PartName, after gap: Gap) throws(TextFault) {
    let place = rulePlace(for: name, after: gap)
    guard case .rule(var rule) = items[place] else { return }
    noteGap(gap, before: name, in: rule)
    let end = valueEnd(from: name.value, in: name)
    index = end
    let range = trimmed(name.value..<end)
    if bytes[name.offset..<name.value].contains(where: ASCII.isBlank) || range.count < end - name.value {
      note(
        .noiseIgnored, "Blanks around \(name.name) and its value are left out.", at: name.offset,
        in: "\(place)")
    }
    if name.isAlias {
      note(.textRespelled, "BYWEEKDAY is read as BYDAY.", at: name.offset, in: "\(place)")
    }
    if name.isWrittenWithColon {
      note(
        .textRespelled, "“:” stands where “=” belongs, after \(name.name).", at: name.offset, in: "\(place)")
    }
    if name.name == "TZID" {
      rule.zone = Zone(name: text(range), offset: name.offset)
    } else if name.name.hasPrefix("X-") {
      note(
        .partIgnored, "\(name.name) is no part of RFC 5545 and is left out.", at: name.offset,
        in: "\(name.offset)")
    } else if name.kind == nil {
      throw TextFault(
        .unknownPart, at: name.offset,
        "“\(excerpt(name.offset..<name.nameEnd))” is not a part of a recurrence rule.")
    } else if let value = try value(of: name, range) {
      try add(Part(name: name.name, kind: name.kind, offset: name.offset, value: value), to: &rule)
    } else {
      note(
        .noiseIgnored, "\(name.name) has no value and is left out.", at: name.offset, in: "\(name.offset)")
    }
    items[place] = .rule(rule)
  }

  /// The place of the rule that a part belongs to; a new one where none is open, or a line begins another.
  private mutating func rulePlace(for name: PartName, after gap: Gap) -> Int {
    if let openRule, case .rule(let rule) = items[openRule] {
      guard gap.hasLineEnd, !rule.parts.isEmpty else { return openRule }
      if name.kind != .frequency, !(name.kind.map(rule.has) ?? false) {
        note(
          .textRespelled, "\(name.name) begins a line and is read as a part of the rule before it.",
          at: name.offset, in: "\(name.offset)")
        return openRule
      }
    }
    if !items.isEmpty {
      let place = gap.hasLineEnd ? "has no name" : "stands within the line of another"
      note(
        .textRespelled, "The rule \(place) and is read as an RRULE.", at: name.offset, in: "\(name.offset)")
    }
    items.append(.rule(Rule(isExclusion: false, offset: name.offset)))
    openRule = items.count - 1
    return items.count - 1
  }

  private mutating func noteGap(_ gap: Gap, before name: PartName, in rule: Rule) {
    let place = "\(name.offset)"
    guard !rule.parts.isEmpty || gap.hasSeparators else { return }
    if rule.parts.isEmpty, rule.zone == nil {
      // Behind dates the separator is where their line ends.
      if !gap.hasLineEnd, items.count > 1, rule.offset == name.offset { return }
      return note(
        .noiseIgnored, "The \(separators(gap)) before the first part is left out.", at: gap.offset, in: place)
    }
    if gap.hasLineEnd { return }
    if gap.semicolons + gap.commas > 1 {
      note(
        .noiseIgnored, "A second \(separators(gap)) before \(name.name) is left out.", at: gap.offset + 1,
        in: place)
    } else if gap.commas == 1 {
      note(.textRespelled, "“,” stands where “;” belongs, before \(name.name).", at: gap.offset, in: place)
    } else if gap.semicolons == 0 {
      note(
        .textRespelled, "A blank stands where “;” belongs, before \(name.name).", at: gap.offset, in: place)
    }
    if gap.semicolons + gap.commas > 0, gap.hasBlanks {
      note(.noiseIgnored, "The blank before \(name.name) is left out.", at: gap.offset + 1, in: place)
    }
  }

  /// Where a value ends: at `;`, at the line's end, or before something new behind `,` or a blank.
  private func valueEnd(from start: Int, in name: PartName) -> Int {
    // UNTIL;TZID=…:20261231T090000
    var index = name.isUntilWithZone ? start + 1 : start
    while index < bytes.count, bytes[index] != ASCII.semicolon, !ASCII.isLineEnd(bytes[index]) {
      if bytes[index] == ASCII.comma || ASCII.isBlank(bytes[index]) {
        let next = bytes[index...].firstIndex { $0 != ASCII.comma && !ASCII.isBlank($0) } ?? bytes.count
        if next < bytes.count, beginsElement(at: next) { return index }
        // A list that ends with a comma has it.
        index = max(index + 1, min(next, bytes.count))
      } else {
        index += 1
      }
    }
    return min(index, bytes.count)
  }

  private mutating func add(_ part: Part, to rule: inout Rule) throws(TextFault) {
    guard let earlier = rule.parts.first(where: { $0.name == part.name }) else {
      rule.parts.append(part)
      return
    }
    func members(_ part: Part) -> [Substring] { part.value.text.uppercased().split(separator: ",").sorted() }
    guard members(earlier) == members(part) else {
      throw TextFault(
        .repeatedPart, at: part.offset,
        "\(part.name) stands twice in one rule, with \(earlier.value.text) and with \(part.value.text); keep one."
      )
    }
    note(
      .noiseIgnored, "\(part.name) stands twice alike; it counts once.", at: part.offset, in: "\(part.offset)"
    )
  }

  // MARK: Values

  /// The value as RFC 5545 writes it; `nil` where there is none.
  private mutating func value(of name: PartName, _ range: Range<Int>) throws(TextFault) -> MappedText? {
    let word = text(range).lowercased()
    if word.isEmpty || ["null", "undefined", "none"].contains(word) { return nil }
    switch name.kind {
    case .days, .months, .monthDays, .yearDays, .weekNumbers, .setPositions, .hours, .minutes, .seconds:
      return try list(of: name, range)
    case .weekStart:
      guard let day = weekday(range, in: name.name) else { return copy(range) }
      noteRespelling(day, range, in: name.name)
      return day.value
    case .until: return try until(range)
    case .count, .interval: return number(range, in: name.name)
    default: return copy(range)
    }
  }

  /// `+3`, `3.0` and `3,` are 3.
  private mutating func number(_ range: Range<Int>, in name: String) -> MappedText {
    var digits = range
    if digits.count > 1, bytes[digits.lowerBound] == ASCII.plus { digits = digits.dropFirst() }
    if let point = bytes[digits].firstIndex(where: { !$0.isDigit }), point > digits.lowerBound,
      bytes[point] == ASCII.comma || bytes[point] == 0x2E,
      bytes[(point + 1)..<digits.upperBound].allSatisfy({ $0 == ASCII.zero || $0 == ASCII.comma })
    {
      digits = digits.lowerBound..<point
    }
    if digits != range {
      note(.textRespelled, "“\(excerpt(range))” in \(name) is read as \(text(digits)).", at: range.lowerBound)
    }
    return copy(digits)
  }

  private mutating func until(_ range: Range<Int>) throws(TextFault) -> MappedText {
    var start = range.lowerBound
    var zone: String?
    if bytes[start] == ASCII.semicolon, let name = zoneName(at: start + 1),
      let colon = bytes[name..<range.upperBound].firstIndex(of: ASCII.colon)
    {
      zone = text(trimmed(name..<colon))
      start = afterBlanks(colon + 1)
    }
    var end = start
    guard let date = LooseDate(bytes, at: &end), end == range.upperBound else {
      if text(range).uppercased().hasSuffix("Z"), range.count == 9,
        bytes[range].dropLast().allSatisfy(\.isDigit)
      {
        let day = text(range.dropLast())
        throw TextFault(
          .invalidValue, at: range.upperBound - 1,
          "“\(text(range))” can be that whole day or its midnight in UTC; write \(day) or \(day)T000000Z.")
      }
      if let fault = ambiguousDay(range) { throw fault }
      return copy(range)
    }
    var text = date.instantText ?? date.text
    if let zone, date.hasTime, date.offsetSeconds == nil { text = try instant(date, in: zone, at: start) }
    if text == self.text(range).uppercased() { return copy(range) }
    note(.textRespelled, "UNTIL “\(excerpt(range))” is read as \(text).", at: start)
    var value = MappedText()
    value.append(text, for: start)
    return value
  }

  /// A local time of a zone as an instant.
  private func instant(_ date: LooseDate, in zone: String, at offset: Int) throws(TextFault) -> String {
    do throws(RecurrenceError) {
      let zone = try ZoneTransitions.named(zone)
      guard let wall = date.wallSeconds, let local = LocalDateTime(wallSeconds: wall),
        let seconds = zone.occurrence(at: local)?.startSeconds,
        let instant = LocalDateTime(wallSeconds: seconds)
      else { return date.text }
      return instant.basicDescription + "Z"
    } catch {
      throw TextFault(error.code, at: offset, error.message)
    }
  }
}

extension Collection {
  subscript(safe index: Index) -> Element? { indices.contains(index) ? self[index] : nil }
}
