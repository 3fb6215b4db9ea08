// The text that is meant, from what was read.
extension TextMender {
  // MARK: Rules

  /// Settles what only a whole rule tells.
  mutating func finishRules() throws(TextFault) {
    for place in items.indices {
      guard case .rule(var rule) = items[place] else { continue }
      try finish(&rule)
      items[place] = .rule(rule)
    }
    let isEmpty = { (item: Item) in
      switch item {
      case .rule(let rule): rule.parts.isEmpty
      case .dates(let dates): dates.entries.isEmpty
      case .unknown: false
      }
    }
    for item in items where isEmpty(item) {
      switch item {
      case .rule(let rule):
        let name = rule.isExclusion ? "EXRULE" : "RRULE"
        note(.noiseIgnored, "An empty \(name) is left out.", at: rule.offset, in: "\(rule.offset)")
      case .dates(let dates):
        note(.noiseIgnored, "An empty \(dates.name) is left out.", at: dates.offset, in: "\(dates.offset)")
      case .unknown: break
      }
    }
    items.removeAll(where: isEmpty)
  }

  private mutating func finish(_ rule: inout Rule) throws(TextFault) {
    if let place = rule.parts.firstIndex(where: { $0.kind == .count }),
      ["0", "-1"].contains(rule.parts[place].value.text)
    {
      let count = rule.parts[place]
      let offset = count.value.original(0)
      guard rule.has(.until) else {
        throw TextFault(
          count.value.text == "0" ? .valueOutOfRange : .invalidValue, at: offset,
          "COUNT=\(count.value.text) can mean no occurrence or no end; leave COUNT out, or give it from 1 on."
        )
      }
      note(
        .partIgnored, "COUNT=\(count.value.text) beside UNTIL says nothing and is left out.",
        at: count.offset,
        in: "\(count.offset)")
      rule.parts.remove(at: place)
    }
    if let skip = rule.parts.first(where: { $0.kind == .skip }), !rule.has(.scale) {
      note(
        .textRespelled, "SKIP stands without RSCALE; the calendar is taken to be the Gregorian.",
        at: skip.offset, in: "\(skip.offset)")
      var calendar = MappedText()
      calendar.append("GREGORIAN", for: skip.offset)
      rule.parts.append(Part(name: "RSCALE", kind: .scale, offset: skip.offset, value: calendar))
    }
    guard let zone = rule.zone else { return }
    for place in items.indices {
      guard case .dates(var dates) = items[place], dates.isEmbedded, dates.zone == nil else { continue }
      dates.zone = zone
      rule.zone = nil
      items[place] = .dates(dates)
    }
    guard rule.zone == nil else {
      throw TextFault(
        .unknownPart, at: zone.offset,
        "TZID is no part of a rule: it belongs to a DTSTART, and there is none.")
    }
    note(.textRespelled, "TZID stands in the rule and is read as that of its dates.", at: zone.offset)
  }

  // MARK: The text

  func line(_ rule: Rule) -> MappedText {
    var line = MappedText()
    line.append(rule.isExclusion ? "EXRULE:" : "RRULE:", for: rule.offset)
    for (number, part) in rule.parts.enumerated() {
      if number > 0 { line.append(ASCII.semicolon, from: part.offset - 1) }
      for (index, byte) in part.name.utf8.enumerated() { line.append(byte, from: part.offset + index) }
      line.append(ASCII.equals, from: part.offset + part.name.utf8.count)
      line.append(part.value)
    }
    return line
  }

  mutating func made() throws(TextFault) -> MappedText {
    var made = MappedText()
    for item in items {
      switch item {
      case .rule(let rule):
        made.append(line(rule))
        made.append("\n", for: rule.offset)
      case .unknown(let range):
        made.append(copy(range))
        made.append("\n", for: range.upperBound)
      case .dates(let dates): try append(dates, to: &made)
      }
    }
    return made
  }

  /// A line for each stretch of dates that have the same parameters.
  private mutating func append(_ dates: Dates, to made: inout MappedText) throws(TextFault) {
    var lastHead: String?
    for entry in dates.entries {
      let (head, value) = try spelled(entry, of: dates)
      if head == lastHead {
        made.append(ASCII.comma, from: entry.range.lowerBound)
      } else {
        if lastHead != nil { made.append("\n", for: entry.range.lowerBound) }
        made.append(dates.name, for: dates.offset)
        made.append(dates.parameters)
        made.append(head, for: dates.zone?.offset ?? dates.offset)
        made.append(":", for: entry.range.lowerBound)
        lastHead = head
      }
      made.append(value)
    }
    made.append("\n", for: dates.offset)
  }

  /// A date's parameters and the date.
  private mutating func spelled(
    _ entry: Dates.Entry, of dates: Dates
  ) throws(TextFault) -> (head: String, value: MappedText) {
    let kind = dates.kind.map { ";VALUE=\($0)" } ?? ""
    let zone = dates.zone.map { zone in
      zone.name.contains { ":;,".contains($0) } ? ";TZID=\"\(zone.name)\"" : ";TZID=\(zone.name)"
    }
    guard let date = entry.date else { return (kind + (zone ?? ""), copy(entry.range)) }
    guard date.hasTime else {
      let isDate = dates.kind == nil || dates.kind == "DATE"
      // A TZID beside a bare date is ignored by those who read on.
      return ((isDate ? "" : kind) + (zone ?? ""), value(date.text, entry, dates))
    }
    guard !date.hasFraction else {
      throw TextFault(
        .invalidDate, at: entry.range.lowerBound,
        "“\(excerpt(entry.range))” has a part of a second, and occurrences start at whole seconds.")
    }
    if dates.kind == "DATE" {
      guard date.isMidnight, date.offsetSeconds == nil else { return (kind, copy(entry.range)) }
      return ("", value(String(date.text.prefix(8)), entry, dates))
    }
    let isKnown = dates.kind == nil || dates.kind == "DATE-TIME"
    guard let instant = date.instantText else {
      return ((isKnown ? "" : kind) + (zone ?? ""), value(date.text, entry, dates))
    }
    if let zone = dates.zone { try checkInstant(date, entry, zone) }
    return (isKnown ? "" : kind, value(instant, entry, dates))
  }

  private mutating func value(_ text: String, _ entry: Dates.Entry, _ dates: Dates) -> MappedText {
    let written = self.text(entry.range)
    if written.uppercased() == text { return copy(entry.range) }
    note(
      .textRespelled, "\(dates.name) “\(excerpt(entry.range))” is read as \(text).",
      at: entry.range.lowerBound,
      in: "\(dates.offset)", key: "respelled")
    var value = MappedText()
    value.append(text, for: entry.range.lowerBound)
    return value
  }

  /// A time with `Z` or an offset, and a zone beside it: they have to agree.
  private mutating func checkInstant(
    _ date: LooseDate, _ entry: Dates.Entry, _ zone: Zone
  ) throws(TextFault) {
    guard let wall = date.wallSeconds, let offset = date.offsetSeconds else { return }
    let named = try? ZoneTransitions.named(zone.name)
    let agrees = named?.offsetSeconds(atInstant: wall - offset) == offset
    guard agrees || Self.isUTC(zone.name) && offset == 0 else {
      throw TextFault(
        .invalidDate, at: entry.range.lowerBound,
        """
        “\(excerpt(entry.range))” can be that time in \(zone.name), as TZID says, or at the offset written behind it; \
        drop the TZID, or the “Z” or offset.
        """)
    }
    note(
      .noiseIgnored, "TZID=\(zone.name) says what the “Z” or offset says and is left out.", at: zone.offset)
  }

  private static func isUTC(_ name: String) -> Bool {
    ["UTC", "Z", "GMT", "ETC/UTC", "ETC/GMT", "ZULU", "ETC/ZULU", "UCT", "COORDINATED UNIVERSAL TIME"]
      .contains(name.uppercased())
  }
}
