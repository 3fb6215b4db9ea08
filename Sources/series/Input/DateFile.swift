internal import Recurrence
internal import SchedulingCore

/// A list of dates: one a line, a JSON array, a list of events, EXDATE lines, or what `series expand` prints.
struct DateFile {
  private struct Entry {
    let date: CivilDate
    /// `nil` for a bare date.
    let local: LocalDateTime?
    /// Seconds east of UTC; `nil` where it tells none.
    let offsetSeconds: Int?
    /// The TZID of an EXDATE line.
    var zone: String?
    /// UTF-8 bytes before it in the file.
    let offset: Int
  }

  private let content: String
  private let allDay: Bool
  private var entries: [Entry] = []
  /// Up to where values of JSON have been found.
  private var place = 0

  init(_ input: InputFile, allDay: Bool) throws {
    self.allDay = allDay
    // Windows tools like to put a byte order mark before UTF-8.
    let mark = input.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    content = String(decoding: input.bytes.dropFirst(mark), as: UTF8.self)
    let first = content.unicodeScalars.first { !$0.properties.isWhitespace }
    switch first {
    case "[": try readJSON()
    case "{": try readObjects()
    default: try readLines()
    }
  }

  // MARK: What the dates are

  /// The one zone or offset that all times have; UTC where they have none.
  func commonZone() throws -> ZoneTransitions {
    let zones = Set(entries.map(\.zone))
    if zones.count == 1, let zone = entries.first?.zone { return try .named(orFail: zone) }
    let offsets = Set(entries.map { allDay ? nil : $0.offsetSeconds })
    if offsets.count > 1 || zones.count > 1 {
      let odd = entries.first {
        $0.offsetSeconds != entries[0].offsetSeconds || $0.zone != entries[0].zone
      }
      throw fault(
        "The dates have different offsets; --zone names the zone they recur in.",
        at: odd?.offset ?? entries[0].offset)
    }
    guard let offset = offsets.first ?? nil, offset != 0 else { return .utc }
    do throws(RecurrenceError) {
      return try .fixed(offsetSeconds: offset)
    } catch {
      throw CommandFailure(error)
    }
  }

  func dates(in zone: ZoneTransitions) throws(RecurrenceError) -> [RecurrenceDate] {
    entries.map { entry in
      guard let local = entry.local, !allDay else { return .date(entry.date) }
      guard let offset = entry.offsetSeconds else { return .local(local, zone: entry.zone) }
      return .instant(seconds: local.wallSeconds - offset)
    }
  }

  // MARK: Lines and CSV

  private mutating func readLines() throws {
    var column: Int?
    for (number, line) in lines().enumerated() {
      let text = line.text
      if Self.isBlank(text) || text.first == "#" { continue }
      guard text.utf8.count <= Self.longestLine else {
        throw fault(
          "The line has \(text.utf8.count) bytes; \(Self.longestLine) are read at most.", at: line.offset,
          Diagnostic.Code(rawValue: RecurrenceError.Code.textTooLong.rawValue))
      }
      if try readTable(line) || readDates(line) { continue }
      if number == 0, let place = Self.startColumn(text) {
        column = place
        continue
      }
      if let column {
        guard let field = Self.fields(text).dropFirst(column).first else {
          throw fault("The line has no field “start”.", at: line.offset)
        }
        try add(String(field.text), at: line.offset + field.offset)
      } else {
        var offset = line.offset
        let pieces = text.split(separator: ",", omittingEmptySubsequences: false)
        for piece in pieces {
          let blanks = piece.prefix { $0.isWhitespace }
          let rest = piece.dropFirst(blanks.count).reversed().drop { $0.isWhitespace }.reversed()
          // A comma may end the line.
          if pieces.count == 1 || !rest.isEmpty { try add(String(rest), at: offset + blanks.utf8.count) }
          offset += piece.utf8.count + 1
        }
      }
    }
  }

  // MARK: What people paste

  /// A line of the table that `series expand` prints, or what it says below it.
  private mutating func readTable(_ line: Line) throws -> Bool {
    let words = line.text.split(separator: " ")
    if !entries.isEmpty, line.text.hasPrefix("The series goes on ") { return true }
    guard words.count > 2, words[0] == "–" || words[0].allSatisfy(\.isNumber),
      Weekday.allCases.contains(where: { "\($0)".prefix(3) == words[1].lowercased() })
    else { return false }
    // What was cancelled does not take place; a title comes after what became of it.
    if words.prefix(while: { !$0.hasPrefix("“") }).contains("cancelled") { return true }
    let time = words.dropFirst(3).prefix(2).prefix {
      $0.first?.isNumber == true || "+-Z".contains($0.prefix(1))
    }
    let text = ([words[2]] + (time.first?.contains(":") == true ? time.prefix(2) : []))
    try add(
      text.count == 1 ? String(text[0]) : "\(text[0])T\(text.dropFirst().joined())",
      at: line.offset + line.text[..<words[2].startIndex].utf8.count)
    return true
  }

  /// DTSTART, RDATE or EXDATE with its name, or its value alone: `20260302T090000Z,20260309T090000Z`.
  private mutating func readDates(_ line: Line) throws -> Bool {
    let name = line.text.prefix { $0.isLetter }.uppercased()
    let isProperty = ["DTSTART", "RDATE", "EXDATE"].contains(name)
    let isValue = line.text.prefix(8).count == 8 && line.text.prefix(8).allSatisfy(\.isNumber)
    guard isProperty || isValue else { return false }
    let text: RecurrenceText
    do throws(RecurrenceError) {
      let written = line.text.reversed().drop { $0.isWhitespace || $0 == "," }.reversed()
      let dates = name == "DTSTART" ? "EXDATE" + String(written).dropFirst(7) : String(written)
      text = try RecurrenceText(parsing: isProperty ? dates : "EXDATE:" + dates)
    } catch {
      throw fault(error.message, at: line.offset)
    }
    for date in text.exclusions + text.additions {
      switch date {
      case .date(let date):
        try append(Entry(date: date, local: nil, offsetSeconds: nil, offset: line.offset))
      case .local(let local, let zone):
        try append(
          Entry(date: local.date, local: local, offsetSeconds: nil, zone: zone, offset: line.offset))
      case .instant(let seconds):
        let local = LocalDateTime(clamping: seconds)
        try append(Entry(date: local.date, local: local, offsetSeconds: 0, offset: line.offset))
      }
    }
    return true
  }

  /// The place of the field `start` in a line of names.
  private static func startColumn(_ text: Substring) -> Int? {
    fields(text).firstIndex { $0.text.lowercased() == "start" }
  }

  /// The fields of a line of CSV (RFC 4180) and where they begin; a field does not go over lines.
  private static func fields(_ text: Substring) -> [(text: Substring, offset: Int)] {
    var fields: [(text: Substring, offset: Int)] = []
    var start = text.startIndex
    var isQuoted = false
    for index in text.indices + [text.endIndex] {
      if index < text.endIndex {
        if text[index] == "\"" { isQuoted.toggle() }
        guard text[index] == ",", !isQuoted else { continue }
      }
      var field = text[start..<index]
      var offset = text[..<start].utf8.count
      if field.count > 1, field.first == "\"", field.last == "\"" {
        field = field.dropFirst().dropLast()
        offset += 1
      }
      fields.append((field, offset))
      if index < text.endIndex { start = text.index(after: index) }
    }
    return fields
  }

  private struct Line {
    /// UTF-8 bytes before it in the file.
    let offset: Int
    let text: Substring
  }

  /// Longer than any list of as many dates as there may be.
  private static let longestLine = 1 << 20

  private func lines() -> [Line] {
    var found: [Line] = []
    let lines = content.utf8.split(omittingEmptySubsequences: false) { $0 == 10 || $0 == 13 }
    for text in lines {
      let offset = content.utf8.distance(from: content.startIndex, to: text.startIndex)
      found.append(Line(offset: offset, text: Substring(text)))
    }
    return found
  }

  private static func isBlank(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { $0 == 0x20 || (9...13).contains($0) } || text.allSatisfy(\.isWhitespace)
  }

  // MARK: JSON

  /// One object with occurrences, or one a line.
  private mutating func readObjects() throws {
    let filled = lines().filter { !Self.isBlank($0.text) }
    // One object may go over many lines; of several each has its own.
    guard filled.count > 1, filled[0].text.last == "}" else { return try readJSON() }
    for line in filled {
      place = line.offset
      try read(try parsed(line.text, at: line.offset))
    }
  }

  private mutating func readJSON() throws {
    let value = try parsed(content[...], at: 0)
    if case .array(let values) = value {
      for value in values { try read(value) }
      return
    }
    guard case .object(let object) = value else { return }
    switch object["occurrences"] ?? object["starts"] ?? object["events"] {
    case .array(let values): for value in values { try read(value) }
    case nil where object["start"] != nil || object["startTime"] != nil: try read(value)
    default: throw fault("An object with dates has them in “occurrences”, “starts” or “events”.", at: 0)
    }
  }

  private func parsed(_ text: Substring, at offset: Int) throws -> JSONValue {
    do throws(ValidationFailure) {
      return try JSONValue(parsing: text.utf8)
    } catch {
      throw fault(error.message, at: offset + (error.position?.offset ?? 0), error.code)
    }
  }

  private mutating func read(_ value: JSONValue) throws {
    switch value {
    case .string(let text): try add(text, at: find("\"\(text)\"") + 1)
    case .integer(let milliseconds):
      let offset = find("\(milliseconds)")
      let seconds = Int(milliseconds).floorDivided(by: 1000)
      guard milliseconds % 1000 == 0, let local = LocalDateTime(wallSeconds: seconds) else {
        throw fault(
          "\(milliseconds) is no whole second of years 1 to 9999 in epoch milliseconds.", at: offset)
      }
      try add("\(local)Z", at: offset)
    case .object(let object):
      if [object["kind"], object["appointmentStatus"]].contains(.string("cancelled")) { return }
      guard let start = object["start"] ?? object["startTime"] ?? object["dateTime"] else {
        throw fault("An object without “start” is no occurrence.", at: find("{"))
      }
      try read(start)
    default:
      throw fault("A date is a string, or a number of milliseconds, not \(value.kind).", at: place)
    }
  }

  /// Where a value stands: JSON values don't know their places, so it is looked for after the last one.
  private mutating func find(_ text: String) -> Int {
    let rest = content.utf8.dropFirst(place)
    guard let range = rest.firstRange(of: text.utf8) else { return place }
    place = content.utf8.distance(from: content.startIndex, to: range.lowerBound)
    return place
  }

  // MARK: Entries

  private mutating func add(_ text: String, at offset: Int) throws {
    let time: DateTimeText
    do throws(ValidationFailure) {
      time = try DateTimeText(given: text)
    } catch {
      let message = [error.message, error.remedy].compactMap { $0 }.joined(separator: " ")
      throw fault(message, at: offset + (error.position?.offset ?? 0))
    }
    guard time.milliseconds == 0 else {
      throw fault("A series starts at whole seconds; leave the fraction out.", at: offset)
    }
    try append(
      Entry(date: time.date, local: time.local, offsetSeconds: time.offsetSeconds, offset: offset))
  }

  private mutating func append(_ entry: Entry) throws {
    guard entries.count < RecurrenceText.maximumDates else {
      throw fault(
        "There are more than \(RecurrenceText.maximumDates) dates; give fewer.", at: entry.offset,
        Diagnostic.Code(rawValue: RecurrenceError.Code.tooManyDates.rawValue))
    }
    entries.append(entry)
  }

  private func fault(
    _ message: String, at offset: Int, _ code: Diagnostic.Code = .invalidTime
  ) -> CommandFailure {
    let bytes = Array(content.utf8)
    let position = TextPosition(offset: offset, in: bytes)
    return CommandFailure(
      .data, "\(message) [\(code.rawValue)] (line \(position.line), column \(position.column))",
      excerpt: Excerpt(bytes: bytes, position: position))
  }
}
