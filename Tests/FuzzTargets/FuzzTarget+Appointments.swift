import Recurrence
import SchedulingCore

extension FuzzTarget {
  static func readIdentities(_ text: String) {
    if let id = try? InstanceID(parsing: text) { precondition(id.description == text) }
    if let reference = try? EventReference(parsing: text) { precondition(reference.description == text) }
    if let time = try? OffsetDateTime(parsing: text) {
      precondition((try? OffsetDateTime(parsing: time.text)) == time)
    }
    _ = try? DateTimeText(parsing: text)
    if let seconds = try? DurationText.seconds(parsing: text) {
      precondition((try? DurationText.seconds(parsing: DurationText.text(seconds: seconds))) == seconds)
    }
  }

  static func readEvents(_ bytes: [UInt8]) {
    if let value = try? JSONValue(parsing: bytes, allowsDuplicateKeys: true) {
      precondition(
        (try? JSONValue(parsing: value.bytes())) == value, "JSON that was written reads otherwise.")
    }
    if let event = try? Appointment(parsing: bytes) {
      var findings: [Diagnostic] = []
      if let series = try? Series(event, zone: nil, diagnostics: &findings) {
        _ = series.recurrences.occurrences.prefix(20).map(\.startMilliseconds)
      }
    }
    _ = try? Appointment.list(parsing: bytes)
  }

  static func readEdit(_ bytes: [UInt8]) {
    guard let edit = try? AppointmentEdit(parsing: bytes) else { return }
    guard let again = try? AppointmentEdit(edit.json) else {
      preconditionFailure("An edit that was written can't be read.")
    }
    precondition(again.json == edit.json, "An edit that was written reads otherwise.")
  }

  static func preview(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count >= 2, let event = try? Appointment(parsing: lines[0]),
      let edit = try? AppointmentEdit(parsing: lines[1])
    else { return }
    var request = PreviewRequest(event: event, edit: edit)
    request.zone = try? ZoneTransitions.named("America/New_York")
    if lines.count > 2 {
      let id = try? EventReference(parsing: String(decoding: lines[2], as: UTF8.self))
      let scopes: [EditScope?] = [nil, .this, .following, .whole]
      request.reach = EditReach(id: id, scope: scopes[Int(lines.last?.first ?? 0) % scopes.count])
    }
    if lines.count > 3 { request.events = try? Appointment.list(parsing: lines[3]) }
    let preview = request.preview()
    precondition((try? JSONValue(parsing: preview.json())) != nil, "A preview writes what is no JSON.")
    precondition(preview.hasErrors == (preview.validatedPlan == nil))
  }
}
