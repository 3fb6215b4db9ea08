// Properties, and the dates of EXDATE, RDATE and DTSTART.
extension TextMender {
  mutating func readProperty(_ property: PropertyName, isEmbedded: Bool) throws(TextFault) {
    let start = index
    index = afterBlanks(property.end)
    if index > property.end {
      note(.noiseIgnored, "The blank after \(property.name) is left out.", at: property.end, in: "\(start)")
    }
    let isRule = property.name.hasSuffix("RULE")
    var dates = Dates(name: property.name, offset: start, isEmbedded: isEmbedded)
    guard readParameters(of: property, isRule: isRule, into: &dates) else {
      index = lineEnd(from: start)
      items.append(.unknown(start..<index))
      return
    }
    while let again = self.property(at: afterBlanks(index)), again.name == property.name,
      [ASCII.colon, ASCII.equals].contains(bytes[afterBlanks(again.end)])
    {
      note(
        .noiseIgnored, "\(property.name) is written twice; it counts once.", at: afterBlanks(index),
        in: "\(start)")
      index = afterBlanks(again.end) + 1
    }
    if isRule {
      items.append(.rule(Rule(isExclusion: property.name == "EXRULE", offset: start)))
      openRule = items.count - 1
    } else {
      try readDates(&dates, after: Gap(offset: index))
      items.append(.dates(dates))
    }
  }

  /// Reads `;NAME=VALUE` and the `:`; `false` where there is no such thing.
  private mutating func readParameters(
    of property: PropertyName, isRule: Bool, into dates: inout Dates
  ) -> Bool {
    let lineEnd = lineEnd(from: index)
    while index < bytes.count, bytes[index] == ASCII.semicolon {
      let name = afterBlanks(index + 1)
      if isRule, name < bytes.count, partName(at: name)?.kind != nil {
        note(
          .textRespelled, "“;” stands where “:” belongs, after \(property.name).", at: index,
          in: "\(dates.offset)")
        index += 1
        return true
      }
      guard name < lineEnd, let equals = bytes[name..<lineEnd].firstIndex(of: ASCII.equals),
        let value = parameterValue(from: equals + 1, to: lineEnd)
      else { return false }
      let key = trimmed(name..<equals)
      addParameter(text(key).uppercased(), value, from: index, isRule: isRule, to: &dates)
      if name > index + 1 || key.upperBound < equals || value.isPadded {
        note(
          .noiseIgnored, "Blanks around the parameters of \(property.name) are left out.", at: index,
          in: "\(dates.offset)")
      }
      index = value.end
    }
    guard index < bytes.count, bytes[index] == ASCII.colon || bytes[index] == ASCII.equals else {
      return false
    }
    if bytes[index] == ASCII.equals, !dates.isEmbedded {
      note(
        .textRespelled, "“=” stands where “:” belongs, after \(property.name).", at: index,
        in: "\(dates.offset)")
    }
    index += 1
    return true
  }

  private struct ParameterValue {
    let range: Range<Int>
    let isPadded: Bool
    let end: Int
  }

  /// A quoted value, or one that goes on to `:` or `;`.
  private func parameterValue(from start: Int, to lineEnd: Int) -> ParameterValue? {
    let first = afterBlanks(start)
    if first < lineEnd, bytes[first] == ASCII.quote {
      guard let quote = bytes[(first + 1)..<lineEnd].firstIndex(of: ASCII.quote) else { return nil }
      return ParameterValue(range: (first + 1)..<quote, isPadded: first > start, end: afterBlanks(quote + 1))
    }
    var end = start
    while end < lineEnd, bytes[end] != ASCII.semicolon, bytes[end] != ASCII.colon || isClock(end) { end += 1 }
    let range = trimmed(start..<end)
    return ParameterValue(range: range, isPadded: range.count < end - start, end: end)
  }

  /// Whether a colon stands in `+05:30` or `tzone://` rather than before a value.
  private func isClock(_ colon: Int) -> Bool {
    if bytes[safe: colon + 1] == ASCII.slash { return true }
    let digits = bytes[(colon + 1)...].prefix { $0.isDigit }
    return digits.count == 2 && bytes[safe: colon + 3] != ASCII.minus
  }

  private mutating func addParameter(
    _ name: String, _ value: ParameterValue, from start: Int, isRule: Bool, to dates: inout Dates
  ) {
    let text = text(value.range)
    let place = "\(dates.offset)"
    switch name {
    case "TZID" where !isRule && value.range.isEmpty:
      note(.noiseIgnored, "The TZID of \(dates.name) is empty and is left out.", at: start + 1, in: place)
    case "TZID" where !isRule && dates.zone == nil:
      dates.zone = Zone(name: text, offset: value.range.lowerBound)
    case "TZID" where !isRule && dates.zone?.name == text, "VALUE" where dates.kind == text.uppercased():
      note(.noiseIgnored, "\(name) stands twice alike; it counts once.", at: start + 1, in: place)
    case "VALUE" where isRule && text.uppercased() == "RECUR":
      note(.noiseIgnored, "VALUE=RECUR says what is so anyway and is left out.", at: start + 1, in: place)
    case "VALUE" where !isRule && dates.kind == nil: dates.kind = text.uppercased()
    default: dates.parameters.append(copy(start..<value.end))
    }
  }

  // MARK: Dates

  /// Whether the last line is one of dates, and one stands here.
  var continuesDates: Bool {
    guard case .dates = items.last, bytes[index].isDigit else { return false }
    var end = index
    return LooseDate(bytes, at: &end) != nil
  }

  mutating func continueDates(after gap: Gap) throws(TextFault) {
    guard case .dates(var dates)? = items.popLast() else { return }
    if gap.hasLineEnd {
      note(
        .textRespelled, "The dates of \(dates.name) go on in the next line.", at: index, in: "\(dates.offset)"
      )
    }
    try readDates(&dates, after: gap)
    items.append(.dates(dates))
  }

  /// Reads dates up to the line's end, or to what is none of them.
  private mutating func readDates(_ dates: inout Dates, after gap: Gap) throws(TextFault) {
    let place = "\(dates.offset)"
    // What stands before the first of them has been read.
    let lineStart = gap.hasLineEnd ? index : -1
    while true {
      let start = index
      let separators = skipSeparators()
      guard index < bytes.count, !ASCII.isLineEnd(bytes[index]), !beginsElement(at: index) else {
        // What follows the dates in their line is for those who read on.
        if index < bytes.count, !ASCII.isLineEnd(bytes[index]) {
          index = start
        } else if separators.contains(ASCII.comma) || separators.contains(ASCII.semicolon), !nextLineHasDate {
          note(.noiseIgnored, "An empty value in \(dates.name) is left out.", at: start, in: place)
        }
        return
      }
      if start > lineStart { noteSeparators(separators, of: dates, at: start) }
      let token = index
      let date = LooseDate(bytes, at: &index)
      let isPeriod = bytes[safe: index] == ASCII.slash
      if date == nil || isPeriod {
        if let fault = ambiguousDay(token..<min(token + 10, bytes.count)) { throw fault }
        index =
          bytes[token...].firstIndex {
            $0 == ASCII.comma || $0 == ASCII.semicolon || ASCII.isLineEnd($0)
          } ?? bytes.count
      }
      dates.entries.append(Dates.Entry(range: token..<index, date: isPeriod ? nil : date))
    }
  }

  private var nextLineHasDate: Bool {
    var next = bytes[index...].firstIndex { !ASCII.isLineEnd($0) && !ASCII.isBlank($0) } ?? bytes.count
    return LooseDate(bytes, at: &next) != nil
  }

  private mutating func skipSeparators() -> ArraySlice<UInt8> {
    let start = index
    while index < bytes.count,
      bytes[index] == ASCII.comma || bytes[index] == ASCII.semicolon || ASCII.isBlank(bytes[index])
    { index += 1 }
    return bytes[start..<index]
  }

  private mutating func noteSeparators(_ separators: ArraySlice<UInt8>, of dates: Dates, at offset: Int) {
    let place = "\(dates.offset)"
    let count = separators.count { !ASCII.isBlank($0) }
    if count > (dates.entries.isEmpty ? 0 : 1) {
      note(.noiseIgnored, "An empty value in \(dates.name) is left out.", at: offset, in: place)
    } else if !dates.entries.isEmpty, count == 0 {
      note(.textRespelled, "A blank stands where “,” belongs, in \(dates.name).", at: offset, in: place)
    } else if separators.contains(ASCII.semicolon) {
      note(.textRespelled, "“;” stands where “,” belongs, in \(dates.name).", at: offset, in: place)
    }
    if count > 0 || dates.entries.isEmpty, separators.contains(where: ASCII.isBlank) {
      note(.noiseIgnored, "Blanks among the values of \(dates.name) are left out.", at: offset, in: place)
    }
  }

  /// `03/04/2026`, whose day and month can be either.
  func ambiguousDay(_ range: Range<Int>) -> TextFault? {
    let parts = text(range).split { "/.-".contains($0) }
    guard parts.count == 3, let first = Int(parts[0]), let second = Int(parts[1]), let year = Int(parts[2]),
      parts[2].utf8.count == 4,
      let monthFirst = CivilDate(year: year, month: first, day: second)
        ?? CivilDate(year: year, month: second, day: first)
    else { return nil }
    let dayFirst = CivilDate(year: year, month: second, day: first) ?? monthFirst
    let readings =
      monthFirst == dayFirst
      ? monthFirst.basicDescription : "\(monthFirst.basicDescription) or \(dayFirst.basicDescription)"
    return TextFault(
      .invalidDate, at: range.lowerBound,
      "“\(text(range))” begins with no year: write \(readings), as RFC 5545 does.")
  }
}
