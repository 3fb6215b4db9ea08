import Foundation
import Recurrence
import Testing

/// Python's zoneinfo as the referee of zones. `.ci/referee zones` runs it over all of them.
@Suite("Zones and Python's zoneinfo")
struct ZoneRefereeTests {
  private struct Answers: Decodable {
    var zone: String
    var instants: [[Int]]
    var walls: [[Int]]
  }

  /// Zones with something odd about them, for runs in which nobody asks for all.
  private static let shortList = [
    "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia", "America/Argentina/San_Luis",
    "America/New_York", "America/Nuuk", "America/Sao_Paulo", "America/St_Johns", "Antarctica/Casey",
    "Antarctica/Troll", "Asia/Gaza", "Asia/Kathmandu", "Asia/Tehran", "Australia/Lord_Howe",
    "Europe/Dublin", "Europe/London", "Europe/Volgograd", "Pacific/Apia", "Pacific/Kwajalein",
  ]

  private static let casesFile = ProcessInfo.processInfo.environment["SERIES_ZONE_CASES"]

  @Test("agree at random instants and around every transition", .enabled(if: canAsk))
  func agreement() throws {
    let lines = try Self.answers().split(separator: UInt8(ascii: "\n"))
    #expect(lines.count >= Self.shortList.count)
    var compared = 0
    for line in lines {
      let answers = try JSONDecoder().decode(Answers.self, from: Data(line))
      let zone = try ZoneTransitions.named(answers.zone)
      var faults: [String] = []
      for row in answers.instants where zone.offsetSeconds(atInstant: row[0]) != row[1] {
        faults.append("at \(row[0]): \(zone.offsetSeconds(atInstant: row[0])), not \(row[1])")
      }
      for row in answers.walls {
        guard let local = LocalDateTime(wallSeconds: row[0]) else { continue }
        let first = zone.occurrence(at: local)
        let second = zone.occurrence(at: local, policy: ZonePolicy(fold: .second))
        let omitting = zone.occurrence(at: local, policy: ZonePolicy(gap: .omit))
        // Python's second pass of a gap is no answer to any policy of ours.
        if first?.startMilliseconds != row[1] * 1000
          || second?.startMilliseconds != (row[3] == 1 ? row[1] : row[2]) * 1000
          || (omitting == nil) != (row[3] == 1)
        {
          faults.append("wall \(row[0]): \(String(describing: first)), not \(row[1...])")
        }
        if let first, zone.offsetSeconds(atInstant: row[1]) != Int(first.offsetSeconds) {
          faults.append("wall \(row[0]): the offset is not the one in force")
        }
      }
      compared += answers.instants.count + answers.walls.count
      #expect(faults.isEmpty, "\(answers.zone): \(faults.count) faults, \(faults.prefix(3))")
    }
    print("\(lines.count) zones, \(compared) comparisons with zoneinfo")
  }

  private static let canAsk: Bool = casesFile != nil || (try? python(["-c", "import zoneinfo"])) != nil

  private static func answers() throws -> Data {
    if let casesFile { return try Data(contentsOf: URL(filePath: casesFile)) }
    let script = URL(filePath: #filePath).appending(path: "../../../.ci/referees/zones.py").standardized.path
    return try python([script] + shortList)
  }

  private static func python(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return data
  }
}
