import Foundation
import Testing

@Suite("Options that hold one value")
struct RepeatedOptionTests {
  /// The options of a command that take a value, by the name that comes first.
  private static func options(of command: [String: Any], path: [String] = []) -> [([String], String, Bool)] {
    let subcommands = command["subcommands"] as? [[String: Any]] ?? []
    let arguments = command["arguments"] as? [[String: Any]] ?? []
    let own = arguments.compactMap { argument -> ([String], String, Bool)? in
      let names = argument["names"] as? [[String: String]] ?? []
      guard argument["kind"] as? String == "option", let name = names.first?["name"] else { return nil }
      return (path, "--\(name)", argument["isRepeating"] as? Bool ?? false)
    }
    return own + subcommands.flatMap { options(of: $0, path: path + [$0["commandName"] as? String ?? ""]) }
  }

  @Test("are given once, in every command, but for those that hold several")
  func repeated() async throws {
    let help = try await CommandRun("--experimental-dump-help")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(help.output.utf8)) as? [String: Any])
    let options = Self.options(of: try #require(object["command"] as? [String: Any]))
    #expect(options.count > 60)
    #expect(
      Set(options.filter(\.2).map(\.1)) == [
        "--id", "--on", "--make-up", "--assume", "--zone-for", "--reading", "--schedule", "--busy", "--user",
        "--assume-slots", "--event",
      ])
    #expect(options.filter { $0.1 == "--event" && $0.2 }.map(\.0) == [["reconcile"]])
    var known: Set<String> = []
    for (path, name, isRepeating) in options where known.insert(name).inserted {
      let run = try await CommandRun(path + [name, "1", "\(name)=2"])
      #expect(run.errors.contains("\(name) is given twice") == !isRepeating, "\(name): \(run.errors)")
      if !isRepeating { #expect(run.status == 64) }
    }
  }

  @Test("are not given by the thousand")
  func many() async throws {
    let run = try await CommandRun(["id", "decode"] + (0...1000).flatMap { ["--id", "M_\($0)_60"] })
    #expect(run.status == 64)
    #expect(run.errors.contains("More than 1000 options are given."))
  }
}
