internal import Recurrence
internal import SchedulingCore

/// An edit that moves every occurrence of a daily series in New York by half an hour, and the preview's JSON.
public struct MoveWorkload: Sendable {
  private let name: String
  private let request: PreviewRequest
  private let count: Int
  /// The preview where its JSON is what is timed.
  private let written: SeriesPreview?

  /// - Throws: `WrongAnswer` where the preview does not move every occurrence by half an hour.
  init(_ workload: Workload) throws {
    name = workload.name
    count = workload.count
    let event = """
      {"id":"M","calendarId":"C","locationId":"L","contactId":"P","title":"Daily",\
      "startTime":"2020-01-06T09:00:00-05:00","endTime":"2020-01-06T09:30:00-05:00",\
      "rrule":"RRULE:\(workload.text(count: workload.count))"}
      """
    let edit = #"{"startTime":"2020-01-06T09:30:00-05:00","toNotify":false,"ignoreFreeSlotValidation":true}"#
    var request = PreviewRequest(
      event: try Appointment(parsing: event.utf8), edit: try AppointmentEdit(parsing: edit.utf8))
    request.zone = try ZoneTransitions.named(workload.zone)
    request.settings.window = PreviewWindow(limit: 20_000)
    self.request = request
    written = workload.name.hasPrefix("JSON") ? request.preview() : nil
    try check(request.preview())
  }

  /// Previews once, or writes the preview's JSON, and checks the answer.
  func run() throws {
    guard let written else { return try check(request.preview()) }
    // Each change has two ids of some thirty bytes and four times at least.
    guard written.json().count > count * 200 else { throw WrongAnswer("\(name): the JSON is too short.") }
  }

  private func check(_ preview: SeriesPreview) throws {
    let isRight = preview.changes.allSatisfy { change in
      guard let before = change.before, let after = change.after else { return false }
      return after.startMilliseconds - before.startMilliseconds == 1_800_000
    }
    if !isRight || preview.counts.moved != count {
      throw WrongAnswer("\(name): \(preview.counts.moved) of \(count) moved; \(preview.findings.prefix(3))")
    }
  }
}
