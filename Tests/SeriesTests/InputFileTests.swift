import Foundation
import Testing

/// Files that people have, with what they mean: `Fixtures/input/files/cases.jsonl`.
@Suite("Files that people have")
struct InputFileTests {
  struct Case: Decodable, CustomTestStringConvertible {
    struct Expectation: Decodable {
      var starts: [String]?
      var ends: [String]?
      var kinds: [String]?
      var durationSeconds: Int?
      var overrides: Int?
      var text: String?
      var errors: String?
      var exit: Int32?
    }

    let name: String
    let args: [String]
    let expect: Expectation
    let why: String

    var testDescription: String { "\(name): \(why)" }
  }

  private struct Report: Decodable {
    struct Row: Decodable {
      let start: String?
      let end: String?
      let kind: String?
    }
    struct Override: Decodable {}

    var occurrences: [Row]?
    var overrides: [Override]?
  }

  private static let cases: [Case] = {
    guard let text = try? String(contentsOfFile: Fixture.path("input/files/cases.jsonl"), encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Case.self, from: Data($0.utf8))
    }
  }()

  @Test("All cases are read")
  func count() throws {
    let text = try String(contentsOfFile: Fixture.path("input/files/cases.jsonl"), encoding: .utf8)
    #expect(Self.cases.count == text.split(separator: "\n").count)
    #expect(Self.cases.count > 50)
  }

  @Test("It means what people mean by it", arguments: cases)
  func meaning(_ example: Case) async throws {
    let expect = example.expect
    var arguments = example.args.map { argument in
      let path = Fixture.path("input/files/\(argument)")
      return FileManager.default.fileExists(atPath: path) ? path : argument
    }
    let isReport = expect.text == nil && expect.exit == nil
    if isReport { arguments += ["--format", "json"] }
    let run = try await CommandRun(arguments)
    #expect(run.status == expect.exit ?? 0, "\(run.errors)")
    if let errors = expect.errors { #expect(run.errors.contains(errors), "\(run.errors)") }
    if let text = expect.text {
      #expect(run.output.split(whereSeparator: \.isNewline).contains(text[...]), "\(run.output)")
    }
    guard isReport else { return }
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    let rows = report.occurrences ?? []
    if let starts = expect.starts {
      let length = starts.first?.count == 10 ? 10 : 100
      #expect(
        rows.map { ($0.start ?? "").replacing("+00:00", with: "Z").prefix(length) } == starts.map { $0[...] })
    }
    if let ends = expect.ends { #expect(rows.map(\.end) == ends) }
    if let kinds = expect.kinds { #expect(rows.map(\.kind) == kinds) }
    if let seconds = expect.durationSeconds, let row = rows.first, let end = row.end {
      let format = ISO8601DateFormatter()
      let times = try [row.start ?? "", end].map { try #require(format.date(from: $0)) }
      #expect(times[1].timeIntervalSince(times[0]) == Double(seconds))
    }
    if let overrides = expect.overrides { #expect(report.overrides?.count == overrides) }
  }
}
