import Foundation
import FuzzTargets
import RuleSamples
import Testing

@Suite("Bytes that nobody checked")
struct FuzzFixtureTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

  private static let event =
    #"{"id":"M","startTime":"2026-03-02T09:00:00-05:00","endTime":"2026-03-02T09:30:00-05:00","rrule":"FREQ=WEEKLY"}"#
  private static let calendar =
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:M\r\nDTSTART;TZID=Europe/Berlin:20260302T090000\r\nDURATION:PT1H\r\n"
    + "RRULE:FREQ=WEEKLY;COUNT=9\r\nEXDATE;TZID=Europe/Berlin:20260309T090000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

  private static func seed(of target: FuzzTarget) -> [UInt8] {
    switch target {
    case .recurrence, .simplify:
      Array("\nFREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1;COUNT=20\nEXDATE:20260331T063000Z".utf8)
    case .identity: Array("M_1772445600000_1800".utf8)
    case .event: Array(event.utf8)
    case .edit:
      Array(#"{"title":"x","startTime":"2026-03-02T10:00:00-05:00","rrule":null,"other":[1,{}]}"#.utf8)
    case .preview: Array((event + "\n{\"title\":\"x\"}\nM_1773064800000_1800\n\u{2}").utf8)
    case .calendar: Array(calendar.utf8)
    case .zone:
      Array((try? Data(contentsOf: fixtures.appending(path: "America-New_York.tzif"))) ?? Data())
    case .infer: [1, 0, 7, 0, 7, 0, 14, 0, 7, 0, 7]
    }
  }

  @Test("do no harm where the fuzzer found some", arguments: FuzzTarget.allCases)
  func fixtures(_ target: FuzzTarget) throws {
    let folder = Self.fixtures.appending(path: "hostile/fuzz/\(target.rawValue)")
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      target.run(Array(try Data(contentsOf: file)))
    }
  }

  // What is simplified and inferred from any bytes takes its time in a debug build.
  @Test(
    "do no harm where they are nearly right",
    arguments: FuzzTarget.allCases.filter { $0 != .simplify && $0 != .infer && $0 != .recurrence })
  func changedSeeds(_ target: FuzzTarget) {
    var generator = SplitMix(seed: 7)
    let seed = Self.seed(of: target)
    target.run(seed)
    for _ in 0..<100 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
        case 1 where bytes.count > 1: bytes.remove(at: place)
        default: bytes.insert(bytes[Int.random(in: bytes.indices, using: &generator)], at: place)
        }
      }
      target.run(bytes)
    }
  }
}
