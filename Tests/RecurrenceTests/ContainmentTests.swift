import Recurrence
import RuleSamples
import Testing

@Suite struct ContainmentTests {
  private static let newYork = "America/New_York"

  @Test(
    "Two spellings of one series are equivalent",
    arguments: [
      ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
      ("FREQ=DAILY", "FREQ=HOURLY;BYHOUR=9"),
      ("FREQ=DAILY;BYMONTH=1", "FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
      ("FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,2,3,4,5,6,7", "FREQ=MONTHLY;BYDAY=1MO"),
      (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=-1,-2,-3\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH;BYMONTHDAY=-1"
      ),
      ("FREQ=MINUTELY", "FREQ=SECONDLY;BYSECOND=0"),
      ("FREQ=MINUTELY;BYMONTH=2,3", "FREQ=SECONDLY;INTERVAL=60;BYMONTH=2,3"),
      ("FREQ=WEEKLY;COUNT=4", "RDATE:20260112T090000,20260119T090000,20260126T090000"),
      ("FREQ=WEEKLY;BYDAY=MO", "RRULE:FREQ=DAILY;BYDAY=MO\nRDATE:20260105T090000"),
    ])
  func equivalent(_ left: String, _ right: String) throws {
    let first = try series(left, "20260105T090000", Self.newYork)
    let second = try series(right, "20260105T090000", Self.newYork)
    #expect(try first.isEquivalent(to: second))
    #expect(try second.isEquivalent(to: first))
  }

  @Test(
    "The first occurrence that only one series has is found, however late",
    arguments: [
      (
        "FREQ=DAILY",
        "FREQ=DAILY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30",
        "2026-01-31T09:00:00"
      ),
      (
        "FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=2",
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28", nil
      ),
      // Every fourth year from 2026 is no leap year.
      (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=-1", "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=28",
        nil
      ),
      ("RRULE:FREQ=DAILY\nEXDATE:25000101T090000", "FREQ=DAILY", nil),
      ("FREQ=DAILY", "RRULE:FREQ=DAILY\nEXDATE:25000101T090000", "2500-01-01T09:00:00"),
      ("RRULE:FREQ=DAILY\nRDATE:25000101T091500", "FREQ=DAILY", "2500-01-01T09:15:00"),
      ("FREQ=MINUTELY;INTERVAL=14;BYMONTH=1", "FREQ=MINUTELY;INTERVAL=7;BYMONTH=1,2", nil),
      ("FREQ=MINUTELY;INTERVAL=14;BYMONTH=1,2", "FREQ=MINUTELY;INTERVAL=7;BYMONTH=1", "2026-02-01T00:06:00"),
      ("FREQ=DAILY", "FREQ=DAILY;UNTIL=21000101T140000Z", "2100-01-02T09:00:00"),
    ])
  func firstMissing(_ inner: String, _ outer: String, _ expected: String?) throws {
    let inner = try series(inner, "20260105T090000", Self.newYork)
    let outer = try series(outer, "20260105T090000", Self.newYork)
    switch try outer.containment(of: inner) {
    case .contained: #expect(expected == nil)
    case .missing(let occurrence): #expect(occurrence.local.description == expected)
    }
  }

  @Test("A leap year that falls away is the first difference")
  func leapYears() throws {
    let every = try series("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=-1", "20280201T090000", Self.newYork)
    let leap = try series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "20280201T090000", Self.newYork)
    #expect(try every.isSuperset(of: leap))
    guard case .onlyInFirst(let occurrence) = try every.equivalence(with: leap) else {
      Issue.record("no difference")
      return
    }
    #expect(occurrence.local.description == "2100-02-28T09:00:00")
  }

  @Test("One clock under two names gives one series, two clocks do not")
  func zones() throws {
    let first = try series("FREQ=DAILY;BYHOUR=2,9", "20260105T090000", Self.newYork)
    let same = try series("FREQ=DAILY;BYHOUR=2,9", "20260105T090000", "US/Eastern")
    #expect(try first.isEquivalent(to: same))
    let minutes = try series("FREQ=MINUTELY", "20260105T090000", Self.newYork)
    #expect(try minutes.isEquivalent(to: series("FREQ=MINUTELY", "20260105T090000", "US/Eastern")))
    let utc = try series("FREQ=DAILY;BYHOUR=7,14", "20260105T140000", "UTC")
    guard case .onlyInFirst(let occurrence) = try first.equivalence(with: utc) else {
      Issue.record("no difference")
      return
    }
    // 02:00 becomes 03:00 on 8 March, which is 07:00 UTC still; 09:00 is 13:00 UTC from then on.
    #expect(occurrence.local.description == "2026-03-08T09:00:00")
  }

  @Test("Random series contain each other where their lists do", arguments: 0..<4)
  func random(_ seed: UInt64) throws {
    var generator = RuleGenerator(seed: 77 + seed)
    var random = SplitMix(seed: seed)
    var contained = 0
    for _ in 0..<100 {
      let sample = generator.next()
      let name = OverlapRandomTests.zones[Int.random(in: 0..<6, using: &random)]
      let zone = try ZoneTransitions.named(name)
      let otherZone = Bool.random(using: &random) ? zone : try ZoneTransitions.named("Europe/London")
      let start = RecurrenceStart(sample.start, in: zone)
      let inner = try RecurrenceSet(parsing: sample.rule, start: start)
      // A rule with one limit fewer has at least as much.
      let parts = sample.rule.split(separator: ";")
      let dropped = parts.filter { $0.hasPrefix("BY") && !$0.hasPrefix("BYSETPOS") }.randomElement(
        using: &random)
      let wider = parts.filter { $0 != dropped }.joined(separator: ";")
      guard
        let outer = try? RecurrenceSet(parsing: wider, start: RecurrenceStart(sample.start, in: otherZone))
      else { continue }
      let note: Comment = "\(sample.rule) in \(wider) \(sample.start) \(name) \(otherZone.identifier)"
      let answer: ContainmentAnswer
      do {
        answer = try outer.containment(of: inner)
      } catch {
        #expect(error.code == .limitReached, note)
        continue
      }
      let listed = inner.occurrences.prefix(500).first { !outer.contains($0.startMilliseconds) }
      switch answer {
      case .contained:
        #expect(listed == nil, note)
        contained += 1
      case .missing(let occurrence):
        if let listed {
          #expect(occurrence == listed, note)
        } else {
          #expect(inner.contains(occurrence.startMilliseconds), note)
          #expect(!outer.contains(occurrence.startMilliseconds), note)
        }
      }
    }
    #expect(contained > 20)
  }
}
