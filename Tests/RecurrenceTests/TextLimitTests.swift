import Recurrence
import RuleSamples
import Testing

@Suite("Texts that are long or hostile")
struct TextLimitTests {
  @Test("A damaged text is read or refused at once, with a place inside it", arguments: 0..<10)
  func hostile(_ seed: Int) {
    var generator = RuleTextGenerator(seed: UInt64(seed + 1000))
    for _ in 0..<500 {
      let text = generator.hostileText()
      let clock = ContinuousClock()
      let duration = clock.measure {
        do throws(RecurrenceError) {
          let read = try RecurrenceText(parsing: text)
          // What is read can be written and read again.
          #expect(try RecurrenceText(parsing: read.formatted()) == read.canonical, "\(text.debugDescription)")
        } catch {
          #expect(error.code != .readersDiffer, "\(text.debugDescription)")
          #expect(error.position.map { $0.offset <= text.utf8.count } == true, "\(text.debugDescription)")
        }
      }
      #expect(duration < .bound(milliseconds: 500), "\(text.debugDescription)")
    }
  }

  @Test("Texts beyond the limits are refused, and those at the limits read, in time")
  func sizes() throws {
    let clock = ContinuousClock()
    func code(_ text: String) -> RecurrenceError.Code? {
      var code: RecurrenceError.Code?
      let duration = clock.measure {
        do throws(RecurrenceError) { _ = try RecurrenceText(parsing: text) } catch { code = error.code }
      }
      // Generous: other tests run beside this one.
      #expect(duration < .bound(milliseconds: 2000))
      return code
    }
    let dates = { (count: Int) in Array(repeating: "20240101T000000Z", count: count).joined(separator: ",") }
    #expect(code("RRULE:FREQ=DAILY\nEXDATE:" + dates(10_000)) == nil)
    #expect(code("RRULE:FREQ=DAILY\nEXDATE:" + dates(10_001)) == .tooManyDates)
    #expect(code("EXDATE:" + dates(5000) + "\nRDATE:" + dates(5001)) == .tooManyDates)
    let lines = Array(repeating: "EXDATE;TZID=America/New_York:20240101T000000", count: 10_000)
    #expect(code("RRULE:FREQ=DAILY\n" + lines.joined(separator: "\r\n")) == nil)

    func rule(ofLength length: Int) -> String {
      let head = "FREQ=DAILY;INTERVAL="
      return head + String(repeating: "0", count: length - head.utf8.count - 1) + "1"
    }
    #expect(code(rule(ofLength: 65_536)) == nil)
    #expect(code(rule(ofLength: 65_537)) == .textTooLong)
    #expect(code("RRULE:" + rule(ofLength: 65_537)) == .textTooLong)
    for garbage in ["x", " ", "\n", ";", ",", "\"", "ä", "\r\n ", "RRULE:", "\0"] {
      let copies = (1 << 20) / garbage.utf8.count + 1
      #expect(code(String(repeating: garbage, count: copies)) == .textTooLong)
      #expect(code(String(repeating: garbage, count: 65_000 / garbage.utf8.count)) != nil)
    }
  }

  @Test("Many rules, all alike or all different, are read in time")
  func manyRules() throws {
    let different = (1...2000).map { "RRULE:FREQ=DAILY;COUNT=\($0)" }.joined(separator: "\n")
    #expect(try RecurrenceText(parsing: different).rules.count == 2000)
    let alike = Array(repeating: "RRULE:FREQ=DAILY", count: 3000).joined(separator: "\n")
    var warnings: [RecurrenceWarning] = []
    #expect(try RecurrenceText(parsing: alike, warnings: &warnings).rules.count == 1)
    #expect(warnings.count == 2999)
  }
}
