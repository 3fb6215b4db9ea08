import Foundation
import Recurrence
import SchedulingCore
import Testing

/// An event, an edit and the preview that Fixtures/previews/derive.py works out for them.
struct PreviewFixture: Sendable, CustomTestStringConvertible {
  let name: String
  var testDescription: String { name }

  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Fixtures/previews").standardized

  static let all: [PreviewFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0 != "derive.py" }.sorted().map { PreviewFixture(name: $0) }
  }()

  struct Change: Hashable, Codable {
    let kind: String
    let oldId: String?
    let newId: String?
    let start: String?
    let end: String?

    init(kind: String, oldId: String?, newId: String?, start: String?, end: String?) {
      self.kind = kind
      self.oldId = oldId
      self.newId = newId
      self.start = start
      self.end = end
    }

    init(_ change: OccurrenceChange) {
      self.init(
        kind: change.kind.rawValue, oldId: change.before?.id.description, newId: change.after?.id.description,
        start: change.after?.start?.text, end: change.after?.end?.text)
    }
  }

  struct Request: Codable {
    let method: String
    let path: String
    let headers: [String: String]
    let body: JSONValue
  }

  struct Expected: Codable {
    let zone: String?
    let id: String?
    let scope: EditScope?
    let target: String
    let request: Request?
    /// All of them, where there is more than one.
    let requests: [Request]?
    let changes: [Change]
    let findings: [String]
    let errors: [String]
  }

  func bytes(_ kind: String) throws -> Data {
    try Data(contentsOf: Self.directory.appending(path: "\(name)/\(kind).json"))
  }

  func expected() throws -> Expected { try JSONDecoder().decode(Expected.self, from: bytes("expected")) }

  func preview(_ expected: Expected, window: PreviewWindow = PreviewWindow()) throws -> SeriesPreview {
    return SeriesPreview.make(
      event: try Appointment(parsing: bytes("event")),
      edit: try AppointmentEdit(parsing: bytes("edit")),
      id: try expected.id.map { try EventReference(parsing: $0) }, scope: expected.scope,
      zone: try expected.zone.map { try ZoneTransitions.named($0) }, window: window)
  }
}

@Suite("A preview of a shipped example")
struct PreviewFixtureTests {
  @Test("tells what becomes of each occurrence", arguments: PreviewFixture.all)
  func changes(fixture: PreviewFixture) throws {
    let expected = try fixture.expected()
    let preview = try fixture.preview(expected)
    #expect(preview.decision?.target.kind == expected.target)
    #expect(preview.changes.map(PreviewFixture.Change.init) == expected.changes)
    #expect(!preview.isTruncated)
  }

  @Test("holds the request exactly, or the errors", arguments: PreviewFixture.all)
  func request(fixture: PreviewFixture) throws {
    let expected = try fixture.expected()
    let preview = try fixture.preview(expected)
    let codes = preview.findings.filter { $0.severity == .error }.map(\.code.rawValue)
    #expect(codes == expected.errors, "\(preview.findings)")
    let all = preview.findings.map(\.code.rawValue)
    for code in expected.findings { #expect(all.contains(code), "\(all)") }
    #expect(Set(preview.findings).count == preview.findings.count, "no finding is reported twice")

    if let wanted = expected.requests {
      #expect(preview.requests.map(\.method) == wanted.map(\.method))
      #expect(preview.requests.map(\.path) == wanted.map(\.path))
      #expect(try preview.requests.map { try JSONValue(parsing: $0.body) } == wanted.map(\.body))
      return
    }
    guard let wanted = expected.request else {
      #expect(preview.requests.isEmpty && preview.validatedUpdate == nil)
      return
    }
    let request = try #require(preview.requests.first)
    #expect(preview.requests.count == 1)
    #expect(request.method == wanted.method)
    #expect(request.path == wanted.path)
    #expect(Dictionary(uniqueKeysWithValues: request.headers.map { ($0.name, $0.value) }) == wanted.headers)
    #expect(try JSONValue(parsing: request.body) == wanted.body, "\(request.bodyText)")
  }

  @Test("shows in a window just what starts in it, before or after", arguments: PreviewFixture.all)
  func window(fixture: PreviewFixture) throws {
    let expected = try fixture.expected()
    let whole = try fixture.preview(expected)
    guard expected.errors.isEmpty, let middle = whole.changes.dropFirst().first else { return }
    let start = middle.sortingMilliseconds
    let range = start..<start + 7 * 86_400_000
    let part = try fixture.preview(expected, window: PreviewWindow(range: range))
    let inside = whole.changes.filter { change in
      [change.before, change.after].contains { $0.map { range.contains($0.startMilliseconds) } ?? false }
    }
    #expect(part.changes == inside)
  }

  @Test("is found at all")
  func found() { #expect(PreviewFixture.all.count >= 12) }
}
