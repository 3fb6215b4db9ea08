internal import Recurrence
internal import SchedulingCore

/// An edit of this and the following occurrences, half an hour later, of a series in New York that has
/// exclusions and instances that were edited on their own.
public struct PreviewWorkload: Sendable {
  private let name: String
  private let event: Appointment
  private let events: [Appointment]
  private let edit: AppointmentEdit
  private let id: EventReference
  private let zone: ZoneTransitions
  private let expected: Expected

  /// What a preview is asked for, worked out from the starts alone.
  private struct Expected: Equatable {
    /// Occurrences before the cut, and from it on.
    let kept: Int
    let moved: Int
    /// Of all starts afterwards, in milliseconds.
    let sum: Int
    let overrides: Int
    let requests: Int
  }

  /// An event, a list of events and an edit, made ready.
  public init(_ workload: Workload) throws {
    name = workload.name
    let start = try Workloads.start(of: workload)
    zone = start.zone
    let days = try RecurrenceSet(parsing: workload.rule, start: start).occurrences.prefix(workload.count)
      .map(\.startMilliseconds)
    let isDense = workload.name == Workload.previewNames[2]
    // Every tenth day is excluded and every tenth edited, or every second: those are as many as occurrences.
    let step = isDense ? 2 : 10
    let excluded = days.indices.filter { $0 % step == 1 }.map { days[$0] }
    let edited = days.indices.filter { $0 % step == 0 }.map { days[$0] }
    let cut = edited[edited.count / 2]

    func text(_ milliseconds: Int) throws -> String {
      let offset = start.zone.offsetSeconds(atInstant: milliseconds / 1000)
      guard let time = OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset) else {
        throw WrongAnswer("\(milliseconds) ms is no time.")
      }
      return time.text
    }
    func appointment(_ id: String, _ milliseconds: Int, _ fields: String) throws -> Appointment {
      let json = """
        {"id":"\(id)","calendarId":"C","locationId":"L","contactId":"P","startTime":"\(try text(milliseconds))",\
        "endTime":"\(try text(milliseconds + 1_800_000))",\(fields)}
        """
      return try Appointment(parsing: json.utf8)
    }
    let dates = excluded.map { "\(LocalDateTime(wallSeconds: $0 / 1000)?.basicDescription ?? "")Z" }
    event = try appointment(
      "M", days[0],
      #""title":"Weekly","rrule":"RRULE:\#(workload.text(count: days.count))\nEXDATE:\#(dates.joined(separator: ","))""#
    )
    events = try edited.map {
      try appointment("M_\($0)_1800", $0, #""masterEventId":"M","title":"Special""#)
    }
    let fields = #"{"startTime":"\#(try text(cut + 1_800_000))","toNotify":false}"#
    edit = try AppointmentEdit(parsing: fields.utf8)
    id = try EventReference(parsing: "M_\(cut)_1800")

    let gone = Set(excluded)
    let left = days.filter { !gone.contains($0) }
    let kept = left.filter { $0 < cut }
    let moved = left.filter { $0 >= cut }
    // The series' own two requests, and two for each override beyond the cut: it is cancelled, then made anew.
    expected = Expected(
      kept: kept.count, moved: moved.count, sum: left.reduce(0, +) + moved.count * 1_800_000,
      overrides: edited.count, requests: 2 + 2 * edited.filter { $0 >= cut }.count)
    try run()
  }

  /// Previews once, and checks the answer.
  public func run() throws {
    var request = PreviewRequest(event: event, edit: edit)
    request.reach = EditReach(id: id, scope: .following)
    request.zone = zone
    request.settings.window = PreviewWindow(limit: 20_000)
    request.events = events
    let preview = request.preview()
    let found = Expected(
      kept: preview.counts.kept, moved: preview.counts.moved,
      sum: preview.changes.reduce(0) { $0 + ($1.after?.startMilliseconds ?? 0) },
      overrides: preview.overrides.count, requests: preview.requests.count)
    if found != expected {
      throw WrongAnswer("\(name): \(found) instead of \(expected); \(preview.findings.prefix(3))")
    }
  }
}
