import SchedulingCore
import Testing

struct CountingTests {
  @Test("One of something has a form of its own, whatever its sign")
  func counting() {
    let days = [0, 1, 2, -1, -3].map { $0.counted("day") }
    #expect(days == ["0 days", "1 day", "2 days", "-1 day", "-3 days"])
    #expect(1.counted("instance was", "instances were") == "1 instance was")
    #expect(2.counted("instance was", "instances were") == "2 instances were")
    #expect([1, 2].map { $0.form("is", "are") } == ["is", "are"])
  }
}
