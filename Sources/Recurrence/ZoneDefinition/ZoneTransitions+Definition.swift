extension ZoneTransitions {
  /// A zone of its own, as a VTIMEZONE defines it: RFC 5545, section 3.6.5.
  ///
  /// Before the first onset the clock applies that this one ends. Onsets that a yearly rule gives go on for ever.
  ///
  /// - Parameters:
  ///   - identifier: The TZID.
  ///   - definition: The component's content lines, from `BEGIN:VTIMEZONE` to `END:VTIMEZONE`, without folds.
  /// - Throws: `invalidZoneData` where it has no observance, or one that can't be read.
  /// - Complexity: O(n) in the onsets of some 400 years.
  public convenience init(identifier: String, definition: String) throws(RecurrenceError) {
    let observances = try Self.observances(of: definition, identifier)
    // From the year after all that is listed the rest comes back with the calendar.
    let latest = try observances.map { observance throws(RecurrenceError) in
      observance.isEndless
        ? observance.start.date.year
        : LocalDateTime(clamping: try observance.onsets(through: .max / 2).max() ?? 0).date.year
    }.max()
    let isEndless = observances.contains(where: \.isEndless)
    let isCyclic = isEndless && observances.allSatisfy(\.isCyclic)
    let cycleYear = (latest ?? 1) + ZoneTable.settlingYears
    let lastYear = isCyclic ? cycleYear + 400 + ZoneTable.settlingYears : 10_000
    let end = CivilDate.dayNumber(year: lastYear, month: 7, day: 1) * 86_400
    var onsets: [ZoneOnset] = []
    for observance in observances {
      onsets += try observance.onsets(through: end).map {
        ZoneOnset(
          instant: $0 - observance.offsetBefore, offset: observance.offsetAfter, name: observance.name)
      }
    }
    onsets.sort { ($0.instant, $0.offset) < ($1.instant, $1.offset) }
    let first = observances.min {
      $0.start.wallSeconds - $0.offsetBefore < $1.start.wallSeconds - $1.offsetBefore
    }
    let table = ZoneTable(
      initialOffset: first?.offsetBefore ?? 0, onsets: onsets, cycleYear: isCyclic ? cycleYear : nil)
    self.init(
      identifier: identifier, table: table, names: .listed(onsets, cycleStart: table.cycleStart),
      definition: definition)
  }

  private static func observances(
    of definition: String, _ identifier: String
  ) throws(RecurrenceError) -> [ZoneObservance] {
    var observances: [ZoneObservance] = []
    var lines: [Substring]?
    var rest = definition.unicodeScalars[...]
    while !rest.isEmpty {
      // One after the other, since a definition may have a million.
      let line = Substring(rest.prefix { !$0.isLineEnd })
      rest = rest[line.endIndex...].drop(while: \.isLineEnd)
      let name = line.propertyName
      guard name == "BEGIN" || name == "END", line.propertyValue.isClock else {
        if !line.isEmpty { lines?.append(line) }
        continue
      }
      if name == "BEGIN" {
        lines = []
      } else {
        guard let observance = lines.flatMap({ ZoneObservance($0) }) else {
          throw RecurrenceError(
            .invalidZoneData, "An observance of the VTIMEZONE “\(identifier.prefix(60))” can't be read.")
        }
        observances.append(observance)
        lines = nil
      }
    }
    guard !observances.isEmpty else {
      throw RecurrenceError(
        .invalidZoneData, "The VTIMEZONE “\(identifier.prefix(60))” has neither STANDARD nor DAYLIGHT.")
    }
    return observances
  }

  /// Whether both have the same offsets at all instants of a range (seconds since 1970-01-01T00:00:00Z).
  package func agrees(with other: ZoneTransitions, in range: Range<Int>) -> Bool {
    guard let first = range.first else { return true }
    // Most zones differ at once.
    let probes = stride(from: first, to: min(range.upperBound, first + 400 * 86_400), by: 90 * 86_400)
    return probes.allSatisfy { offsetSeconds(atInstant: $0) == other.offsetSeconds(atInstant: $0) }
      && transitions(in: range) == other.transitions(in: range)
  }

  /// The last change of the clocks; `nil` where they change without end, and `Int.min` where they never do.
  package var lastChange: Int? {
    table.cycleStart == .max ? table.instants.values.last ?? .min : nil
  }
}

extension Substring {
  /// Whether it names a component that tells a clock.
  fileprivate var isClock: Bool { ["STANDARD", "DAYLIGHT"].contains(uppercased()) }
}

extension Unicode.Scalar {
  fileprivate var isLineEnd: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
