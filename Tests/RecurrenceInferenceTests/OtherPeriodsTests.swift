import Recurrence
import Testing

@testable import RecurrenceInference

@Suite("A rule in other periods")
struct OtherPeriodsTests {
  @Test(
    "is none that RFC 5545 forbids",
    arguments: [
      "FREQ=DAILY;COUNT=6;BYDAY=MO;BYMONTHDAY=-1,15", "FREQ=YEARLY;COUNT=6;BYDAY=1MO",
      "FREQ=MONTHLY;COUNT=6;BYDAY=1MO", "FREQ=YEARLY;COUNT=6;BYMONTHDAY=15",
      "FREQ=YEARLY;COUNT=6;BYYEARDAY=7",
    ])
  func allowed(_ text: String) throws {
    for other in try RecurrenceRule(parsing: text).inOtherPeriods {
      #expect(throws: Never.self) { try RecurrenceRule(parsing: other.description, reading: .strict) }
    }
  }
}
