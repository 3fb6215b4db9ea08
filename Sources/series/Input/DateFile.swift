internal import Recurrence
internal import SchedulingCore

/// A list of dates: one a line, a JSON array, or what `series expand` prints.
struct DateFile {
  private struct Entry {
    let text: DateTimeText
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

  /// The one offset that all times have; UTC where they have none.
  func commonZone() throws -> ZoneTransitions {
    let offsets = Set(entries.map { allDay ? nil : $0.text.offsetSeconds })
    if offsets.count > 1 {
      let odd = entries.first { $0.text.offsetSeconds != entries[0].text.offsetSeconds }
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
      guard let local = entry.text.local, !allDay else { return .date(entry.text.date) }
      guard let offset = entry.text.offsetSeconds else { return .local(local, zone: nil) }
      return .instant(seconds: local.wallSeconds - offset)
    }
  }

  // MARK: Lines and CSV

  private mutating func readLines() throws {
    var column: Int?
    for (number, line) in lines().enumerated() {
      let text = line.text
      if text.allSatisfy(\.isWhitespace) || text.first == "#" { continue }
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
        let blanks = text.prefix { $0.isWhitespace }
        let rest = text.dropFirst(blanks.count).reversed().drop { $0.isWhitespace }.reversed()
        try add(String(rest), at: line.offset + blanks.utf8.count)
      }
    }
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

  private func lines() -> [Line] {
    var found: [Line] = []
    for text in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let offset = content.utf8.distance(from: content.startIndex, to: text.startIndex)
      found.append(Line(offset: offset, text: text))
    }
    return found
  }

  // MARK: JSON

  /// One object with occurrences, or one a line.
  private mutating func readObjects() throws {
    let filled = lines().filter { !$0.text.allSatisfy(\.isWhitespace) }
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
    switch object["occurrences"] ?? object["starts"] {
    case .array(let values): for value in values { try read(value) }
    case nil where object["start"] != nil: try read(value)
    default: throw fault("An object with dates has them in “occurrences” or “starts”.", at: 0)
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
      guard let start = object["start"] else {
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
      time = try DateTimeText(parsing: text)
    } catch {
      let message = [error.message, error.remedy].compactMap { $0 }.joined(separator: " ")
      throw fault(message, at: offset + (error.position?.offset ?? 0))
    }
    guard time.milliseconds == 0 else {
      throw fault("A series starts at whole seconds; leave the fraction out.", at: offset)
    }
    entries.append(Entry(text: time, offset: offset))
  }

  private func fault(
    _ message: String, at offset: Int, _ code: Diagnostic.Code = .invalidTime
  ) -> CommandFailure {
    let before = content.utf8.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let lineStart = before.lastIndex(of: 0x0A).map { before.index(after: $0) } ?? before.startIndex
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return CommandFailure(
      .data, "\(message) [\(code.rawValue)] (line \(line), column \(column))",
      excerpt: Excerpt(text: content, position: TextPosition(offset: offset, line: line, column: column)))
  }
}
