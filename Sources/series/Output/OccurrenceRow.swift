internal import Recurrence
internal import SchedulingCore

/// One occurrence as `expand` writes it.
struct OccurrenceRow {
  /// Its place in the series, from 1; `nil` for what has none.
  let index: Int?
  /// Its id: an instance's or, of one that was edited on its own, the one it has.
  let id: String?
  let occurrence: Occurrence
  let start: OffsetDateTime
  let end: OffsetDateTime?
  /// What became of it; `nil` where the series is listed as it is written.
  let agenda: Agenda?

  /// What an agenda says of it.
  struct Agenda {
    let kind: AgendaEntry.Kind
    /// The start of the occurrence that it stands for, where that is another.
    let original: OffsetDateTime?
    let ownFields: [String]
    let title: String?
  }

  /// - Parameter isSingle: Whether it is an event that occurs once, and no instance.
  /// - Throws: `invalidTime` for a start whose instant lies outside years 1 to 9999 in UTC, though its local
  ///   time does not; what `InstanceID` throws.
  init(
    index: Int, occurrence: Occurrence, length: EventLength?, masterID: String?, isSingle: Bool = false,
    start series: RecurrenceStart
  ) throws(ValidationFailure) {
    guard let start = OffsetDateTime(occurrence) else { throw Self.outOfRange(occurrence) }
    self.index = index
    self.occurrence = occurrence
    self.start = start
    agenda = nil
    guard let length else {
      self.id = nil
      self.end = nil
      return
    }
    let end = length.end(of: occurrence, in: series.zone)
    let offset = series.zone.offsetSeconds(atInstant: end.floorDivided(by: 1000))
    self.end = OffsetDateTime(milliseconds: end, offsetSeconds: offset)
    if let masterID {
      self.id =
        try isSingle
        ? masterID
        : InstanceID(
          masterID: masterID, startMilliseconds: occurrence.startMilliseconds, lasting: length.totalSeconds
        ).description
    } else {
      self.id = nil
    }
  }

  /// One entry of an agenda.
  ///
  /// - Throws: `invalidTime` for times outside years 1 to 9999 in UTC.
  init(_ entry: AgendaEntry, index: Int?, in series: RecurrenceStart) throws(ValidationFailure) {
    guard let start = entry.start else { throw Self.outOfRange(entry.occurrence) }
    self.index = index
    id = entry.id.description
    occurrence = entry.occurrence
    self.start = start
    end = entry.end
    let original = entry.originalStartMilliseconds.map { series.zone.occurrence(atMilliseconds: $0) }
    agenda = Agenda(
      kind: entry.kind, original: original.flatMap { OffsetDateTime($0) }, ownFields: entry.ownFields,
      title: entry.value(of: .title)?.stringValue)
  }

  private static func outOfRange(_ occurrence: Occurrence) -> ValidationFailure {
    ValidationFailure(
      .invalidTime, "The occurrence of \(occurrence.local) lies outside years 1 to 9999 in UTC.",
      remedy: "Choose a window with --from and --to.")
  }

}

extension OccurrenceRow {
  /// `{"index":1,"id":"M_1772868600000_1800","start":…,"end":…,"startMilliseconds":…}`; of an agenda also `kind`,
  /// `originalStart`, `title` and `ownFields`.
  var json: JSONValue {
    var object: JSONObject = [
      "index": index.map { .integer(Int64($0)) } ?? .null, "id": id.map { .string($0) } ?? .null,
      "start": .string(start.text), "end": end.map { .string($0.text) } ?? .null,
      "startMilliseconds": .integer(Int64(occurrence.startMilliseconds)),
    ]
    if let agenda {
      object["kind"] = .string(agenda.kind.rawValue)
      object["originalStart"] = agenda.original.map { .string($0.text) } ?? .null
      object["title"] = agenda.title.map { .string($0) } ?? .null
      object["ownFields"] = .array(agenda.ownFields.map { .string($0) })
    }
    return .object(object)
  }

  static func csvHeader(agenda: Bool) -> String {
    "index,id,start,end,startMilliseconds\(agenda ? ",kind,originalStart,title" : "")\n"
  }

  /// One record of RFC 4180, but for the newline, which is the system's.
  var csv: String {
    var fields = [
      index.map { "\($0)" } ?? "", id ?? "", start.text, end?.text ?? "", "\(occurrence.startMilliseconds)",
    ]
    if let agenda { fields += [agenda.kind.rawValue, agenda.original?.text ?? "", agenda.title ?? ""] }
    return fields.map(Self.quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
