import RuleSamples
import Testing

@testable import Recurrence

@Suite("libical's reading of a spelling")
struct LibicalSpellingTests {
  private static func agreesAnew(_ text: String) throws -> Bool {
    let bytes = text.utf8.span
    return LibicalReading.reads(try RuleReader.read(bytes), bytes: bytes)
  }

  @Test("does not depend on the number in COUNT")
  func counts() throws {
    var random = SplitMix(seed: 7)
    var counts = [
      1, 9, 10, 99, 255, 256, 32_767, 32_768, 65_535, 65_536, 65_537, 2_147_483_646, 2_147_483_647,
    ]
    for _ in 0..<2000 { counts.append(Int.random(in: 1...2_147_483_647, using: &random)) }
    for count in counts {
      #expect(try Self.agreesAnew("FREQ=DAILY;COUNT=\(count)"), "\(count)")
      #expect(try Self.agreesAnew("COUNT=00\(count);FREQ=DAILY"), "00\(count)")
    }
  }

  @Test("does not depend on the date in UNTIL")
  func dates() throws {
    var random = SplitMix(seed: 8)
    let days = CivilDate.dayNumbers
    var texts = ["00010101", "99991231T235959Z", "20240229", "19000228T000000", "20000229T235959"]
    for _ in 0..<2000 {
      let day = Int.random(in: days, using: &random)
      let wall = day * 86_400 + Int.random(in: 0..<86_400, using: &random)
      let time = LocalDateTime(unchecked: wall).basicDescription
      texts.append([String(time.prefix(8)), time, time + "Z"].randomElement(using: &random) ?? time)
    }
    for text in texts {
      #expect(try Self.agreesAnew("FREQ=DAILY;UNTIL=\(text)"), "\(text)")
      #expect(try Self.agreesAnew("UNTIL=\(text);FREQ=WEEKLY;BYDAY=MO"), "\(text)")
    }
  }

  @Test("is asked for again where anything but those digits and the case of letters is another")
  func otherSpellings() throws {
    let known = "FREQ=DAILY;INTERVAL=2;COUNT=3"
    _ = try RecurrenceRule(parsing: known)
    let draft = try RuleReader.read(known.utf8.span)
    let answers = [
      known, "Freq=dailY;interval=2;COUNT=3", "FREQ=DAILY;INTERVAL=3;COUNT=3",
      "FREQ=DAILY;INTERVAL=2;COUNT=3;WKST=SU",
    ].map {
      SecondReading.agrees(with: draft, bytes: $0.utf8.span)
    }
    #expect(answers == [true, true, false, false])
  }
}
