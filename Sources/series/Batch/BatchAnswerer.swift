internal import Recurrence
internal import SchedulingCore

/// Turns lines of `batch`'s input into lines of its output.
struct BatchAnswerer {
  /// Where a line sets no limit, and where it sets more than `largestLimit`.
  static let defaultLimit = 10_000
  static let largestLimit = 1_000_000

  private let options: ExpansionOptions
  /// The zone where a line tells none.
  private let fallback: ZoneTransitions?
  /// How many answers were errors.
  private(set) var errorCount = 0
  /// Neighbouring lines tend to be in one zone, whose lookup takes a lock.
  private var lastZone: (name: String, zone: ZoneTransitions)?

  /// - Parameter fallback: The zone where a line tells none.
  init(options: ExpansionOptions, fallback: ZoneTransitions? = nil) {
    self.options = options
    self.fallback = fallback
  }

  /// Appends the answer to one line, newline included.
  mutating func answer(_ bytes: [UInt8], line: Range<Int>, into output: inout [UInt8]) {
    let request = BatchRequest(bytes, in: line)
    output.append(contentsOf: #"{"key":"#.utf8)
    if let key = request.key {
      output.append(contentsOf: bytes[key])
    } else {
      output.append(contentsOf: "null".utf8)
    }
    do throws(ValidationFailure) {
      let (set, expansion) = try expansion(of: request)
      write(expansion, set.readingWarnings, to: &output)
    } catch {
      errorCount += 1
      write(error.first, to: &output)
    }
  }

  /// Appends the answer to a line that was too long to be kept; `line` is its beginning.
  mutating func answerOverlong(_ bytes: [UInt8], line: Range<Int>, into output: inout [UInt8]) {
    errorCount += 1
    output.append(contentsOf: #"{"key":"#.utf8)
    if let key = BatchRequest(bytes, in: line).key {
      output.append(contentsOf: bytes[key])
    } else {
      output.append(contentsOf: "null".utf8)
    }
    write(
      Diagnostic(.error, .lineTooLong, "The line is longer than \(BatchReader.longestLine) bytes."),
      to: &output)
  }

  private mutating func expansion(
    of request: BatchRequest
  ) throws(ValidationFailure) -> (RecurrenceSet, Expansion) {
    if let fault = request.fault { throw ValidationFailure(fault) }
    guard let recurrence = request.recurrence else {
      throw ValidationFailure(.missingField, "The line has no recurrence.")
    }
    let seriesStart = try start(of: request, recurrence)
    let from = try request.from.map { text throws(ValidationFailure) in
      try time(text, of: "from").instant(in: seriesStart.zone)
    }
    let to = try request.to.map { text throws(ValidationFailure) in
      try time(text, of: "to").instant(in: seriesStart.zone)
    }
    let limit = min(request.limit ?? Self.defaultLimit, Self.largestLimit)
    do throws(RecurrenceError) {
      let set = try RecurrenceSet(parsing: recurrence, start: seriesStart, options: options)
      return (
        set,
        try set.expand(
          in: Window(from: from, to: to).range, limits: ExpansionLimits(occurrences: limit))
      )
    } catch {
      throw ValidationFailure(error, field: "recurrence")
    }
  }

  private mutating func start(
    of request: BatchRequest, _ recurrence: String
  ) throws(ValidationFailure) -> RecurrenceStart {
    let zone = try request.timeZone.map { name throws(ValidationFailure) in try self.zone(named: name) }
    let given = try request.start.map { text throws(ValidationFailure) in try time(text, of: "start") }
    // A zone that is given needs no other.
    if let given, zone != nil { return try given.start(in: zone) }
    do throws(ValidationFailure) {
      if let written = try WrittenStart(
        given, zone: zone, fallback: fallback, text: recurrence, options: options)
      {
        return written.start
      }
    } catch {
      throw error.field == "rrule" ? error.with(field: "recurrence") : error
    }
    throw ValidationFailure(
      .missingField, "The line has no start, and its recurrence no DTSTART.", field: "start")
  }

  private mutating func zone(named name: String) throws(ValidationFailure) -> ZoneTransitions {
    if let lastZone, lastZone.name == name { return lastZone.zone }
    do throws(RecurrenceError) {
      let zone = try ZoneTransitions.named(name)
      lastZone = (name, zone)
      return zone
    } catch {
      throw ValidationFailure(error, field: "timeZone")
    }
  }

  private func time(_ text: String, of field: String) throws(ValidationFailure) -> DateTimeText {
    do throws(ValidationFailure) {
      return try DateTimeText(given: text)
    } catch {
      throw error.with(field: field)
    }
  }

  private func write(_ expansion: Expansion, _ warnings: [RecurrenceWarning], to output: inout [UInt8]) {
    output.append(contentsOf: #","starts":["#.utf8)
    var isFirst = true
    for occurrence in expansion.occurrences {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(decimal: occurrence.startMilliseconds)
    }
    let goesOn = expansion.isTruncated || expansion.endsWithCalendar
    output.append(contentsOf: (goesOn ? #"],"truncated":true"# : #"],"truncated":false"#).utf8)
    if !warnings.isEmpty {
      output.append(contentsOf: #","warnings":"#.utf8)
      output.append(contentsOf: JSONValue.array(warnings.map(\.json)).bytes(keys: .asGiven))
    }
    output.append(contentsOf: "}\n".utf8)
  }

  private func write(_ fault: Diagnostic, to output: inout [UInt8]) {
    var members: JSONObject = [
      "code": .string(fault.code.rawValue), "message": .string(fault.message),
    ]
    if let field = fault.field { members["field"] = .string(field) }
    if let position = fault.position {
      if position.line > 1 { members["line"] = .integer(Int64(position.line)) }
      members["column"] = .integer(Int64(position.column))
    }
    output.append(contentsOf: #","error":"#.utf8)
    output.append(contentsOf: JSONValue.object(members).bytes(keys: .asGiven))
    output.append(contentsOf: "}\n".utf8)
  }
}
