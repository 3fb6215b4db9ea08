import Foundation
import Recurrence
import SchedulingCore
import Testing

/// What people have, and what it means: a line of `Fixtures/input/cases.jsonl`.
struct InputCase: CustomTestStringConvertible, Sendable {
  struct Line: Decodable {
    let name: String
    /// The command's arguments; a file is named as it is in the folder.
    let args: [String]?
    let expect: Expected
    /// The code with which `--strict` refuses what is read with a warning otherwise.
    let strict: String?
  }

  struct Expected: Decodable {
    /// In order; of an all-day series dates.
    let starts: [String]?
    let ends: [String]?
    let durationSeconds: Int?
    /// How many instances a preview finds that were edited on their own.
    let overrides: Int?
    /// A line of the output.
    let text: String?
    /// The code with which it is refused.
    let code: String?
  }

  let line: Line
  /// A line for `series batch`.
  let batch: Data?

  var testDescription: String { line.name }
  var expect: Expected { line.expect }

  static let folder = Fixture.folder.appending(path: "input")

  static let all: [InputCase] = {
    guard let text = try? String(contentsOf: folder.appending(path: "cases.jsonl"), encoding: .utf8) else {
      return []
    }
    return text.split(separator: "\n").compactMap { try? InputCase(Data($0.utf8)) }
  }()

  init(_ bytes: Data) throws {
    line = try JSONDecoder().decode(Line.self, from: bytes)
    let object = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    batch = try object?["batch"].map { try JSONSerialization.data(withJSONObject: $0) }
  }

  func run(_ further: String...) async throws -> CommandRun {
    if let batch { return try await CommandRun(["batch"] + further, input: Array(batch)) }
    let arguments = (line.args ?? []).map { argument in
      let file = Self.folder.appending(path: argument).path
      return FileManager.default.fileExists(atPath: file) ? file : argument
    }
    return try await CommandRun(arguments + further)
  }
}

@Suite("What people have")
struct InputCaseTests {
  @Test("Every line of the file of cases is read")
  func fileIsRead() throws {
    let text = try String(contentsOf: InputCase.folder.appending(path: "cases.jsonl"), encoding: .utf8)
    #expect(text.split(separator: "\n").count == InputCase.all.count)
    #expect(Set(InputCase.all.map(\.line.name)).count == InputCase.all.count)
  }

  @Test("means what is expected", arguments: InputCase.all)
  func meaning(example: InputCase) async throws {
    if example.batch != nil { return try await checkBatch(example) }
    if let text = example.expect.text {
      #expect(try await example.run().lines.contains(text))
    }
    if let overrides = example.expect.overrides {
      let run = try await example.run("--format", "json")
      let preview = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      #expect((preview?["overrides"] as? [Any])?.count == overrides, "\(run.errors)")
    }
    if let starts = example.expect.starts { try await checkOccurrences(example, starts) }
    if let code = example.expect.code {
      let run = try await example.run()
      #expect(run.status != 0 && run.errors.contains("[\(code)]"), "\(run.errors)")
    }
    guard let code = example.line.strict else { return }
    #expect(try await example.run().errors.contains("warning:"))
    let strict = try await example.run("--strict")
    #expect(strict.status != 0 && strict.errors.contains("[\(code)]"), "\(strict.errors)")
  }

  private struct Row: Decodable {
    let start: String
    let end: String?
  }

  private func checkOccurrences(_ example: InputCase, _ starts: [String]) async throws {
    let run = try await example.run("--format", "jsonl")
    let rows = try run.lines.map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    func shown(_ text: String, like expected: String) -> String { String(text.prefix(expected.count)) }
    let found = rows.map(\.start)
    #expect(zip(found, starts).map(shown) == starts, "\(found) \(run.errors)")
    #expect(found.count == starts.count)
    if let ends = example.expect.ends {
      #expect(zip(rows.compactMap(\.end), ends).map(shown) == ends, "\(rows)")
    }
    if let seconds = example.expect.durationSeconds {
      for row in rows {
        let start = try OffsetDateTime(parsing: row.start).milliseconds
        let end = try OffsetDateTime(parsing: try #require(row.end)).milliseconds
        #expect(end - start == seconds * 1000, "\(row.start)")
      }
    }
  }

  private struct Answer: Decodable {
    struct Finding: Decodable {
      let code: String
      let message: String
    }

    let starts: [Int]?
    let warnings: [Finding]?
    let error: Finding?
  }

  private func answer(_ run: CommandRun) throws -> Answer {
    try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
  }

  private func checkBatch(_ example: InputCase) async throws {
    let run = try await example.run()
    let answer = try answer(run)
    #expect(answer.error?.code == example.expect.code, "\(run.output)")
    if let starts = example.expect.starts {
      let expected = try starts.map { try OffsetDateTime(parsing: $0).milliseconds }
      #expect(answer.starts == expected, "\(run.output)")
    }
    guard let code = example.line.strict else { return }
    #expect(answer.warnings?.isEmpty == false, "\(run.output)")
    let strict = try self.answer(try await example.run("--strict"))
    #expect(strict.error?.code == code)
  }
}
