import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

/// Edits of shipped examples, given as the command's arguments, and what takes place afterwards.
struct EditCase: CustomTestStringConvertible {
  let name: String

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Fixtures/edits").standardizedFileURL

  static let all: [EditCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map(EditCase.init(name:))
  }()

  var testDescription: String { name }

  private func bytes(_ file: String) throws -> Data {
    try Data(contentsOf: Self.folder.appending(path: name).appending(path: file))
  }

  private func options() throws -> [String: String] {
    let words = String(decoding: try bytes("command"), as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .map(String.init)
    return Dictionary(
      zip(words, words.dropFirst()).filter { $0.0.hasPrefix("--") }, uniquingKeysWith: { $1 })
  }

  func preview() throws -> SeriesPreview { try request().preview() }

  func request() throws -> PreviewRequest {
    let options = try options()
    var request = PreviewRequest(
      event: try Appointment(JSONValue(parsing: bytes("event.json"))),
      cancellation: try options["--cancel"].map {
        Cancellation(try #require(Cancellation.Style(rawValue: $0)))
      })
    if options["--edit"] != nil { request.edit = try AppointmentEdit(parsing: bytes("edit.json")) }
    request.events = try Appointment.list(parsing: bytes("overrides.json"))
    request.zone = try ZoneTransitions.named(try #require(options["--zone"]))
    request.reach = EditReach(
      id: try options["--id"].map { try EventReference(parsing: $0) },
      scope: try options["--scope"].map { try #require(EditScope(rawValue: $0)) },
      move: try options["--move"].map { try #require(MovePolicy(rawValue: $0)) } ?? .all)
    return request
  }

  struct Expected: Decodable {
    struct Place: Decodable {
      let start: String
      let durationSeconds: Int
      let title: String?
    }

    let expect: String
    let takesPlace: [Place]
  }

  func expected() throws -> Expected {
    try JSONDecoder().decode(Expected.self, from: bytes("expect.json"))
  }
}

@Suite("An edit of a shipped example")
struct EditCaseTests {
  @Test("is planned, and takes place as is expected", arguments: EditCase.all)
  func takesPlace(example: EditCase) throws {
    let expected = try example.expected()
    let preview = try example.preview()
    #expect(preview.validatedPlan != nil, "\(preview.findings)")
    let entries = Array(
      preview.agendaAfter().filter { entry in
        entry.takesPlace && entry.value(of: .appointmentStatus) != "cancelled"
      })
    #expect(
      entries.map(\.startMilliseconds)
        == (try expected.takesPlace.map { try OffsetDateTime(parsing: $0.start).milliseconds }),
      "\(expected.expect)")
    #expect(entries.map(\.durationSeconds) == expected.takesPlace.map(\.durationSeconds))
    for (entry, place) in zip(entries, expected.takesPlace) {
      if let title = place.title { #expect(entry.value(of: .title) == .string(title), "\(place.start)") }
    }
  }

  @Test("names every excluded time that takes place again, and no other")
  func revived() throws {
    let preview = try EditCase(name: "a2-exclusion-said-dead").preview()
    let finding = try #require(preview.findings.first { $0.code == .exclusionsDropped })
    #expect(finding.severity == .warning)
    #expect(finding.message.contains("2026-06-18T10:00:00+00:00") && !finding.message.contains("06-19"))
  }

  @Test("that can't move alike is refused with the rule of the new date")
  func remedy() throws {
    var example = try EditCase(name: "b4-monthly-weekday").request()
    example.reach.move = .all
    let refusal = try #require(example.preview().findings.first { $0.code == .ruleNotMovable })
    #expect(refusal.remedy?.contains("RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=3WE") == true)
  }

  @Test("is sent with the flag that it needs, and a warning")
  func flag() throws {
    let preview = try EditCase(name: "b5-flag-not-added").preview()
    #expect(preview.findings.contains { $0.code == .flagAdded && $0.severity == .warning })
    #expect(preview.requests[0].bodyText.contains(#""ignoreFreeSlotValidation":true"#))
  }
}
