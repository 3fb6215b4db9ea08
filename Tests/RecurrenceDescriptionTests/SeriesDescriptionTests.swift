import Recurrence
import RecurrenceDescription
import RuleSamples
import Testing

@Suite("A series' description")
struct SeriesDescriptionTests {
  @Test("is what the documentation shows")
  func documented() throws {
    let text = try RecurrenceText(parsing: "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    #expect(SeriesDescription(text, in: .german).text == "Jeden zweiten Dienstag")
  }

  @Test("has its parts beside the whole")
  func parts() throws {
    let text = try RecurrenceText(
      parsing: """
        RRULE:FREQ=WEEKLY;BYDAY=MO
        RRULE:FREQ=MONTHLY;BYMONTHDAY=1
        EXRULE:FREQ=YEARLY;BYMONTH=8;BYDAY=MO
        RDATE:20260305T090000
        EXDATE:20260309T090000
        """)
    let local = try #require(LocalDateTime(year: 2026, month: 3, day: 2, hour: 9))
    let description = SeriesDescription(text, start: RecurrenceStart(local, in: .utc), in: .english)
    #expect(description.rules == ["Every Monday at 9:00 AM", "Every month on the 1st at 9:00 AM"])
    #expect(description.exclusionRules == ["Every Monday in August at 9:00 AM"])
    #expect(description.additions == ["March 5, 2026 at 9:00 AM"])
    #expect(description.exclusions == ["March 9, 2026 at 9:00 AM"])
  }

  @Test("changes with every date that is added or left out", arguments: DescriptionLanguage.allCases)
  func dates(language: DescriptionLanguage) throws {
    var generator = RuleGenerator(seed: 21)
    for _ in 0..<100 {
      let sample = generator.next()
      let start = RecurrenceStart(sample.start, in: .utc)
      let plain = try RecurrenceText(parsing: sample.rule)
      var texts = [plain]
      for occurrence in try RecurrenceSet(plain, start: start).occurrences.prefix(3) {
        var excluding = plain
        excluding.exclusions = [.instant(seconds: occurrence.startMilliseconds / 1000)]
        var adding = plain
        adding.additions = [.local(LocalDateTime(clamping: occurrence.local.wallSeconds + 60), zone: nil)]
        texts += [excluding, adding]
      }
      let words = texts.map { SeriesDescription($0, start: start, in: language).text }
      #expect(Set(words).count == words.count, "\(sample.rule)")
    }
  }

  @Test("says once what is written twice, and says nothing of nothing")
  func repeated() throws {
    let once = try RecurrenceText(parsing: "RRULE:FREQ=DAILY\nEXDATE:20260309T090000Z")
    var twice = once
    twice.rules += once.rules
    twice.exclusions += once.exclusions
    for language in DescriptionLanguage.allCases {
      #expect(
        SeriesDescription(once, in: language).text == SeriesDescription(twice, in: language).text)
    }
    #expect(SeriesDescription(RecurrenceText(), in: .english).text == "Never")
  }
}
