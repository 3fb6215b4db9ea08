import Foundation
import Testing

/// A line of `Fixtures/input/forms/cases.jsonl`: what people have, and the form in which it is written.
struct FormCase: Decodable, CustomTestStringConvertible, Sendable {
  struct Expected: Decodable { let text: String }

  let name: String
  let args: [String]
  /// What `infer` reads from standard input.
  let dates: [String]?
  let expect: Expected

  var testDescription: String { name }

  static func all() throws -> [FormCase] {
    let file = Fixture.folder.appending(path: "input/forms/cases.jsonl")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(FormCase.self, from: Data($0.utf8))
    }
  }
}

@Suite("Readable forms by the command")
struct ReadableFormTests {
  @Test("are written as people write them", arguments: try FormCase.all())
  func form(example: FormCase) async throws {
    let input = example.dates?.joined(separator: "\n") ?? ""
    let run = try await CommandRun(
      example.args + (example.dates == nil ? [] : ["-"]), input: Array(input.utf8))
    #expect(run.lines.contains(example.expect.text), "\(run.output)\(run.errors)")
  }
}
