internal import Recurrence
internal import SchedulingCore

/// One occurrence as `expand` writes it.
struct OccurrenceRow {
  /// Its place in the series, from 1.
  let index: Int
  let id: InstanceID?
  let occurrence: Occurrence
  let start: OffsetDateTime
  let end: OffsetDateTime?

  /// - Throws: `invalidTime` for a start whose instant lies outside years 1 to 9999 in UTC, though its local
  ///   time does not; what `InstanceID` throws.
  init(
    index: Int, occurrence: Occurrence, durationSeconds: Int?, masterID: String?,
    start series: RecurrenceStart
  ) throws(Diagnostic) {
    guard let start = OffsetDateTime(occurrence) else {
      throw Diagnostic(
        .error, .invalidTime, "The occurrence of \(occurrence.local) lies outside years 1 to 9999 in UTC.",
        remedy: "Choose a window with --from and --to.")
    }
    self.index = index
    self.occurrence = occurrence
    self.start = start
    guard let durationSeconds else {
      self.id = nil
      self.end = nil
      return
    }
    self.end = Self.end(of: occurrence, lasting: durationSeconds, in: series)
    if let masterID {
      self.id = try InstanceID(
        masterID: masterID, startMilliseconds: occurrence.startMilliseconds, durationSeconds: durationSeconds)
    } else {
      self.id = nil
    }
  }

  private static func end(
    of occurrence: Occurrence, lasting seconds: Int, in series: RecurrenceStart
  ) -> OffsetDateTime? {
    // RFC 5545, section 3.3.6: days are nominal, so a day of 23 hours still ends at midnight.
    if series.isAllDay, seconds % 86_400 == 0 {
      return LocalDateTime(wallSeconds: occurrence.nominalLocal.wallSeconds + seconds)
        .flatMap { series.zone.occurrence(at: $0) }.flatMap { OffsetDateTime($0) }
    }
    let end = occurrence.startMilliseconds + seconds * 1000
    let offset = series.zone.offsetSeconds(atInstant: end.floorDivided(by: 1000))
    return OffsetDateTime(milliseconds: end, offsetSeconds: offset)
  }
}

extension OccurrenceRow {
  /// `{"index":1,"id":"M_1772868600000_1800","start":…,"end":…,"startMilliseconds":…}`
  var json: JSONValue {
    .object([
      "index": .integer(Int64(index)), "id": id.map { .string($0.description) } ?? .null,
      "start": .string(start.text), "end": end.map { .string($0.text) } ?? .null,
      "startMilliseconds": .integer(Int64(occurrence.startMilliseconds)),
    ])
  }

  static let csvHeader = "index,id,start,end,startMilliseconds\n"

  /// One record of RFC 4180, but for the newline, which is the system's.
  var csv: String {
    "\(index),\(Self.quoted(id?.description ?? "")),\(start.text),\(end?.text ?? ""),"
      + "\(occurrence.startMilliseconds)\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
