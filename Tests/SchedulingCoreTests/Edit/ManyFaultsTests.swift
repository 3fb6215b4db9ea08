import SchedulingCore
import Testing

struct ManyFaultsTests {
  @Test("Of many unknown fields the first are named and the rest counted")
  func unknownFields() throws {
    let members = (0..<5_000).map { #""key\#($0)":1"# }.joined(separator: ",")
    let edit = try AppointmentEdit(parsing: Array(#"{"title":"x",\#(members)}"#.utf8))
    #expect(edit.unknownFields.count == 5_000)
    #expect(edit.findings.count == 11)
    #expect(edit.findings.first?.field == "key0")
    #expect(edit.findings.last?.message.contains("4990 more fields") == true)
    let event = try Appointment(
      parsing: Array(#"{"id":"E","startTime":"2026-01-01T00:00:00Z","endTime":"2026-01-01T01:00:00Z"}"#.utf8))
    let preview = PreviewRequest(event: event, edit: edit).preview()
    // Each field is sent, and none of them can be taken away again.
    #expect(preview.requests.first?.bodyText.contains("key4999") == true)
    #expect(preview.findings.count < 40)
    #expect(preview.findings.contains { $0.message.contains("4990 more values") })
  }

  @Test("Of many events that can't be read the first are named and the rest counted")
  func unreadableEvents() throws {
    let events = "[" + Array(repeating: "{}", count: 3_000).joined(separator: ",") + "]"
    let failure = try #require(throws: ValidationFailure.self) { try Appointment.list(parsing: events.utf8) }
    #expect(failure.errors.count == 11)
    #expect(failure.errors.first?.field == "events[0].id")
    #expect(failure.errors.last?.message == "2990 more events can't be read either.")
  }
}
