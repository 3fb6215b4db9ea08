import Foundation
import Recurrence
import Testing

@testable import SchedulingCalendar

@Suite("Content lines of iCalendar")
struct CalendarComponentTests {
  private func lines(_ property: CalendarProperty) -> [String] {
    let text = String(decoding: CalendarComponent("X", [property]).bytes, as: UTF8.self)
    return text.components(separatedBy: "\r\n").dropFirst().dropLast(2).map { $0 }
  }

  @Test(
    "Texts get escapes and lose them again",
    arguments: [
      ("a, b; c\\d", #"a\, b\; c\\d"#), ("one\ntwo\r\nthree\rfour", #"one\ntwo\nthree\nfour"#),
      ("tab\tstays", "tab\tstays"), ("bell\u{7} goes", "bell goes"), ("ünï “💫”", "ünï “💫”"),
      (#"\n"#, #"\\n"#),
    ])
  func escapes(_ text: String, _ escaped: String) {
    let property = CalendarProperty("SUMMARY", text: text)
    #expect(property.value == escaped)
    let same = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\u{7}", with: "")
    #expect(property.text == same)
  }

  @Test("Lines have 75 octets at most, and no character is cut", arguments: 60..<90)
  func folding(_ count: Int) throws {
    // Characters of one to four octets, so that each place of the fold is met.
    for unit in ["a", "é", "€", "💫", "a💫", "aa💫", "aaa💫"] {
      let text = String(repeating: unit, count: count)
      let written = lines(CalendarProperty("SUMMARY", text: text))
      #expect(written.allSatisfy { $0.utf8.count <= 75 })
      #expect(written.dropFirst().allSatisfy { $0.hasPrefix(" ") && $0.count > 1 })
      let unfolded = written.enumerated().map { $0.offset == 0 ? $0.element : String($0.element.dropFirst()) }
      #expect(unfolded.joined() == "SUMMARY:" + text)
    }
  }

  @Test("Parameters are quoted where their value needs it")
  func quoting() {
    #expect(
      lines(CalendarProperty("A", [.init("TZID", "Europe/Berlin")], value: "x")) == ["A;TZID=Europe/Berlin:x"]
    )
    #expect(
      lines(CalendarProperty("A", [.init("TZID", "a:b;c,\"d")], value: "x")) == [#"A;TZID="a:b;c,d":x"#])
  }
}
