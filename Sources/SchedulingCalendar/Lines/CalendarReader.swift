public import Recurrence

/// Reads an iCalendar file into components: RFC 5545, section 3.1 and 3.6.
///
/// Lenient in what exporters get wrong (bare LF, a byte order mark, Latin-1, folds inside a character, an END that
/// lacks), and strict in what would lose something: each line that is left out is reported with its place.
struct CalendarReader {
  /// The largest file that is read, in bytes.
  static let maximumSize = 16 << 20
  /// Nothing that RFC 5545 defines is nested deeper.
  private static let deepest = 8
  private static let mostWarnings = 50
  /// No calendar that a person keeps has as many, and no event as many dates.
  private static let mostComponents = 1 << 17
  private static let longestRecurrence = 1 << 20
  private static let mostReserved = 8

  private(set) var components: [CalendarComponent] = []
  /// Lines that were left out or read in an unusual way.
  private(set) var warnings: [RecurrenceWarning] = []

  private var propertyReader = PropertyReader()
  private var open: [CalendarComponent] = []
  /// Which known properties each of these has, a bit each, and how many bytes of dates and rules.
  private var contents: [Contents] = []
  private struct Contents {
    var known: UInt64 = 0
    /// Which were reported to be there again.
    var repeated: UInt64 = 0
    var recurrence = 0
  }

  private var componentCount = 0
  /// How many properties there is room for in a component that begins.
  private var usualCount = 0
  private var untold = 0
  /// The first line before any BEGIN.
  private var preamble: Int?
  /// The names of properties without value that were reported.
  private var empty: Set<String> = []

  /// - Throws: `textTooLong`, `notCalendar`, `malformedCalendar`, with the line.
  init(_ bytes: [UInt8]) throws(RecurrenceError) {
    guard bytes.count <= Self.maximumSize else {
      throw RecurrenceError(
        .textTooLong, "The calendar file has \(bytes.count) bytes; \(Self.maximumSize) are read at most.")
    }
    var lines = CalendarLines(bytes)
    while true {
      // Outside of components a line is a fault.
      if !open.isEmpty, lines.pass(where: isPassed) { continue }
      guard let line = lines.next() else { break }
      try read(line)
    }
    try close()
    guard !components.isEmpty else {
      throw RecurrenceError(
        .notCalendar, "The file holds no calendar: nothing begins with BEGIN:VCALENDAR.",
        at: preamble.map { position($0) })
    }
    if untold > 0 {
      warnings.append(RecurrenceWarning(.lineIgnored, "\(untold) more lines were left out."))
    }
  }

  /// Whether bytes look like an iCalendar file rather than JSON.
  static func recognises(_ bytes: [UInt8]) -> Bool {
    var lines = CalendarLines(bytes)
    guard let line = lines.next() else { return false }
    return line.text.uppercased().hasPrefix("BEGIN:")
  }

  /// Whether nobody asks for a property of that name; a zone's definition is kept as it is.
  private func isPassed(_ name: ArraySlice<UInt8>) -> Bool {
    if open.contains(where: { $0.name == "VTIMEZONE" }) { return false }
    guard let number = KnownProperties.number(of: name), let repeated = contents.last?.repeated else {
      return true
    }
    return KnownProperties.countsOnce(number) && repeated & 1 << UInt64(number) != 0
  }

  private func position(_ line: Int, column: Int = 1) -> TextPosition {
    TextPosition(offset: 0, line: line, column: column)
  }

  private mutating func read(_ line: CalendarLines.Line) throws(RecurrenceError) {
    if !line.isUTF8 {
      warn(.notUTF8, "The line is not UTF-8; its bytes are read as Latin-1.", at: line.number)
    }
    guard let property = propertyReader.property(line) else {
      if open.isEmpty, components.isEmpty { preamble = preamble ?? line.number }
      return ignore("is not NAME:VALUE", line)
    }
    switch property.name {
    case "BEGIN":
      guard open.count < Self.deepest else {
        throw RecurrenceError(
          .malformedCalendar, "Components are nested more than \(Self.deepest) deep.",
          at: position(line.number))
      }
      componentCount += 1
      guard componentCount <= Self.mostComponents else {
        throw RecurrenceError(
          .textTooLong, "The calendar file has more than \(Self.mostComponents) components.",
          at: position(line.number))
      }
      var component = CalendarComponent(Self.name(property), line: line.number)
      component.properties.reserveCapacity(usualCount)
      open.append(component)
      contents.append(Contents())
    case "END":
      try end(Self.name(property), line)
    default:
      guard !open.isEmpty else {
        if components.isEmpty { preamble = preamble ?? line.number }
        return ignore("stands outside BEGIN and END", line)
      }
      guard !property.value.isBlank else { return leaveOut(empty: property, line) }
      if propertyReader.isSpaced {
        warn(
          .noiseIgnored, "The blanks around \(property.name) and its parameters are left out.",
          at: line.number)
      }
      try append(property)
    }
  }

  private mutating func append(_ property: CalendarProperty) throws(RecurrenceError) {
    guard let number = KnownProperties.number(of: property.name.utf8) else {
      open[open.count - 1].properties.append(property)
      return
    }
    let bit: UInt64 = 1 << UInt64(number)
    if contents[contents.count - 1].known & bit != 0, KnownProperties.countsOnce(number),
      open.last?.name == "VEVENT", !keepsRepeated(property, bit)
    {
      return
    }
    contents[contents.count - 1].known |= bit
    open[open.count - 1].properties.append(property)
    guard KnownProperties.isRecurrence(number) else { return }
    contents[contents.count - 1].recurrence += property.value.utf8.count
    guard contents[contents.count - 1].recurrence <= Self.longestRecurrence else {
      throw RecurrenceError(
        .textTooLong, "The dates and rules of one event have more than \(Self.longestRecurrence) bytes.",
        at: position(property.line))
    }
  }

  /// What stands in an event again although it may stand there once; whether it is kept as it says otherwise.
  private mutating func keepsRepeated(_ property: CalendarProperty, _ bit: UInt64) -> Bool {
    contents[contents.count - 1].repeated |= bit
    let first = open.last?.first(property.name)
    let isAlike = first?.value == property.value && first?.parameters == property.parameters
    warn(
      .propertyRepeated,
      "\(property.name) stands in the event a second time\(isAlike ? "" : ", otherwise"); the first one counts.",
      at: property.line)
    // Of two times neither may be lost.
    return !isAlike && KnownProperties.times.contains(property.name)
  }

  /// Ends a component, and those inside it whose END lacks.
  private mutating func end(_ name: String, _ line: CalendarLines.Line) throws(RecurrenceError) {
    guard let index = open.lastIndex(where: { $0.name == name }) else {
      if open.isEmpty, !components.isEmpty { return ignore("ends what was not begun", line) }
      throw RecurrenceError(
        .malformedCalendar, "END:\(name) ends what was not begun.", at: position(line.number))
    }
    while open.count > index + 1 {
      let inner = open[open.count - 1]
      // Of an event that is cut off nobody knows what else it says.
      guard inner.name != "VEVENT", inner.name != "VTIMEZONE" else {
        throw RecurrenceError(
          .malformedCalendar, "END:\(name) comes before END:\(inner.name).", at: position(line.number))
      }
      warn(.endMissing, "BEGIN:\(inner.name) has no END; END:\(name) ends it.", at: inner.line)
      pop()
    }
    pop()
  }

  private mutating func pop() {
    guard let last = open.popLast() else { return }
    contents.removeLast()
    // The next one is likely to be alike.
    usualCount = min(last.properties.count, Self.mostReserved)
    if open.isEmpty { components.append(last) } else { open[open.count - 1].components.append(last) }
  }

  /// Ends the calendar where the file does; anything else that is open is cut short.
  private mutating func close() throws(RecurrenceError) {
    guard let left = open.last else { return }
    guard open.count == 1, left.name == "VCALENDAR" else {
      throw RecurrenceError(
        .malformedCalendar, "BEGIN:\(left.name) has no END; the file is cut short.", at: position(left.line))
    }
    warn(.endMissing, "END:VCALENDAR lacks; the file may have been cut short.", at: left.line)
    pop()
  }

  /// Texts and times that an event may have; said once for each name.
  private mutating func leaveOut(empty property: CalendarProperty, _ line: CalendarLines.Line) {
    guard Self.known.contains(property.name), empty.insert(property.name).inserted else { return }
    // A text may be empty: RFC 5545, section 3.3.11.
    let isText = ["SUMMARY", "LOCATION", "DESCRIPTION"].contains(property.name)
    warn(
      isText ? .textEmpty : .valueMissing, "\(property.name) has no value and is left out.", at: line.number)
  }

  private static let known: Set<String> = [
    "UID", "DTSTART", "DTEND", "DURATION", "RDATE", "EXDATE", "RRULE", "EXRULE", "RECURRENCE-ID", "STATUS",
    "SUMMARY", "LOCATION", "DESCRIPTION", "SEQUENCE", "TZID", "TZOFFSETFROM", "TZOFFSETTO",
  ]

  private static func name(_ property: CalendarProperty) -> String {
    property.value.uppercased().withoutBlanks
  }

  private mutating func ignore(_ reason: String, _ line: CalendarLines.Line) {
    let shown = String(line.text.unicodeScalars.prefix(40))
    warn(
      .lineIgnored,
      "The line “\(shown)\(shown.utf8.count < line.text.utf8.count ? "…" : "")” \(reason) and is left out.",
      at: line.number)
  }

  private mutating func warn(_ code: RecurrenceWarning.Code, _ message: String, at line: Int) {
    guard warnings.count < Self.mostWarnings else {
      untold += 1
      return
    }
    warnings.append(RecurrenceWarning(code, message, at: position(line)))
  }
}

extension RecurrenceError.Code {
  /// A file is no iCalendar file.
  public static let notCalendar = Self(rawValue: "notCalendar")
  /// The components of an iCalendar file do not fit into each other.
  public static let malformedCalendar = Self(rawValue: "malformedCalendar")
}

extension RecurrenceWarning.Code {
  /// A line of an iCalendar file was left out.
  public static let lineIgnored = Self(rawValue: "lineIgnored")
  /// A component of an iCalendar file has no END.
  public static let endMissing = Self(rawValue: "endMissing")
  /// A property of an iCalendar file has no value.
  public static let valueMissing = Self(rawValue: "valueMissing")
  /// A text of an iCalendar file is empty.
  public static let textEmpty = Self(rawValue: "textEmpty")
  /// A property stands in an event of an iCalendar file more often than it may.
  public static let propertyRepeated = Self(rawValue: "propertyRepeated")
  /// An event of an iCalendar file stands in no VCALENDAR.
  public static let calendarMissing = Self(rawValue: "calendarMissing")
  /// A line of an iCalendar file is not UTF-8.
  public static let notUTF8 = Self(rawValue: "notUTF8")
}
