import Recurrence
import SchedulingCore
import Testing

@testable import SchedulingCalendar

@Suite("A calendar file read strictly")
struct StrictFileTests {
  /// An event with some of its lines others, and what strict reading makes of it.
  struct Case: CustomTestStringConvertible, Sendable {
    let title: String
    /// Of the file, each in the place of the line that begins alike, or before END:VEVENT.
    let lines: [String]
    /// `nil` where RFC 5545 allows it.
    let code: String?
    var line: Int? = nil

    var testDescription: String { title }

    var text: String {
      var all = [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:u", "DTSTART;TZID=Europe/Berlin:20260302T090000",
        "DTEND;TZID=Europe/Berlin:20260302T100000", "RRULE:FREQ=DAILY;COUNT=5", "END:VEVENT", "END:VCALENDAR",
      ]
      for line in lines {
        let name = line.prefix { $0.isLetter }
        let isEmpty = line.hasSuffix("-")
        let place = all.firstIndex {
          $0.hasPrefix(name + (name == "END" || name == "BEGIN" ? ":VCAL" : "")) && !name.isEmpty
        }
        if let place, !line.hasPrefix("+") {
          if isEmpty { all.remove(at: place) } else { all[place] = line }
        } else {
          all.insert(String(line.drop { $0 == "+" }), at: all.firstIndex(of: "END:VEVENT") ?? all.count)
        }
      }
      return all.joined(separator: "\r\n") + "\r\n"
    }
  }

  private static func one(_ title: String, _ lines: [String], _ code: String?, _ line: Int? = nil) -> Case {
    Case(title: title, lines: lines, code: code, line: line)
  }

  private static let days = ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260303"]

  static let cases: [Case] = [
    one("as RFC 5545 has it", [], nil), one("a series of days", days, nil),
    one("empty texts", ["+LOCATION:", "+SUMMARY:"], nil),
    one("no END:VCALENDAR", ["END-"], "endMissing", 1),
    one("an alarm without end", ["+BEGIN:VALARM"], "endMissing", 7),
    one("no UID", ["UID-"], "uidAssigned", 2), one("blanks around a UID", ["UID: u "], "noiseIgnored", 3),
    one("a blank in a UID", ["UID:an event"], nil),
    one("an empty property", ["+RDATE:"], "valueMissing", 7),
    one("no line", ["+so it is"], "lineIgnored", 7),
    one("an unknown status", ["+STATUS:PERHAPS"], "lineIgnored", 7),
    one("no length", ["DTEND;TZID=Europe/Berlin:20260302T090000"], "endNotAfterStart", 5),
    one("an end before the start", ["DTEND;TZID=Europe/Berlin:20260301T090000"], "endNotAfterStart", 5),
    one("one day that ends when it starts", [days[0], "DTEND;VALUE=DATE:20260302"], "endNotAfterStart", 5),
    one("a negative length", ["DTEND-", "+DURATION:-PT1H"], "endNotAfterStart", 6),
    one("two lengths", ["+DURATION:PT1H"], "lineIgnored", 7),
    one("days in hours", [days[0], "DTEND-", "+DURATION:PT24H"], "valueTypeDiffers", 6),
    one("a display name", ["DTSTART;TZID=Eastern Standard Time:20260302T090000"], "zoneUndefined", 4),
    one("an abbreviation", ["DTSTART;TZID=PST:20260302T090000"], "zoneUndefined", 4),
    one("an offset", ["DTSTART;TZID=GMT+1:20260302T090000"], "zoneUndefined", 4),
    one("an offset without quotes", ["DTSTART;TZID=GMT+05:30:20260302T090000"], "textRespelled", 4),
    one("an empty TZID", ["DTSTART;TZID=:20260302T090000"], "noiseIgnored", 4),
    one("a TZID beside UTC", ["DTSTART;TZID=Europe/Berlin:20260302T080000Z"], "zoneAssumed", 4),
    one("UTC twice", ["+EXDATE;TZID=UTC:20260303T080000Z"], "noiseIgnored", 7),
    one(
      "a TZID beside a date", ["DTSTART;VALUE=DATE;TZID=Europe/Berlin:20260302", days[1]], "noiseIgnored", 4),
    one("a date that says it is none", ["DTSTART:20260302", days[1]], "valueTypeDiffers", 4),
    one("a midnight as a date", ["DTSTART;VALUE=DATE:20260302T000000", days[1]], "valueTypeDiffers", 4),
    one("a date that excludes a time", ["+EXDATE;VALUE=DATE:20260303"], "valueTypeDiffers", 7),
    one("a time that excludes a day", days + ["+EXDATE:20260303T090000"], "valueTypeDiffers", 7),
    one("a date that adds a time", ["+RDATE;VALUE=DATE:20260403"], "timeAssumed", 7),
    one("an end that is a date", ["DTEND;VALUE=DATE:20260303"], "valueTypeDiffers", 5),
    one("an end that has a time", [days[0], "DTEND:20260303T000000"], "valueTypeDiffers", 5),
    one("UNTIL as a date", ["RRULE:FREQ=DAILY;UNTIL=20260304"], "untilDateWithTimedStart", 6),
    one("UNTIL without Z", ["RRULE:FREQ=DAILY;UNTIL=20260304T090000"], "untilLocalWithZone", 6),
    one("UNTIL with a time", days + ["RRULE:FREQ=DAILY;UNTIL=20260304T000000Z"], "valueTypeDiffers", 6),
    one("a rule's noise", ["RRULE:FREQ=DAILY;COUNT=5;"], "emptyPart", 6),
    one("blanks around a name", ["DTSTART ; TZID=Europe/Berlin:20260302T090000"], "noiseIgnored", 4),
    one("blanks around a value", ["DTSTART;TZID=Europe/Berlin: 20260302T090000"], "noiseIgnored", 4),
    one("ISO 8601", ["DTSTART;TZID=Europe/Berlin:2026-03-02T09:00:00"], "textRespelled", 4),
    one("an offset behind a time", ["+EXDATE:20260303T090000+0100"], "textRespelled", 7),
    one("a semicolon in a list", ["+EXDATE:20260303T080000Z;20260304T080000Z"], "textRespelled", 7),
    one("a property twice", ["+UID:other"], "propertyRepeated", 7),
    one("a comma too many", ["+EXDATE;TZID=Europe/Berlin:20260303T090000,"], "noiseIgnored", 7),
    one("exclusions of nothing", ["RRULE-", "+EXDATE:20260303T080000Z"], "exclusionsIgnored", 2),
    one("an event by itself", ["BEGIN-", "END-"], "calendarMissing", 1),
  ]

  @Test("refuses at its line what lenient reading mends with a warning", arguments: cases)
  func strict(_ example: Case) throws {
    let file = try CalendarFile(parsing: Array(example.text.utf8))
    let strict = ExpansionOptions(textReading: .strict)
    guard let code = example.code else {
      #expect(try file.event(options: strict).findings.filter(\.isMended).isEmpty)
      return
    }
    let lenient = try file.event()
    if code == "emptyPart" || code.hasPrefix("until") {
      let warnings = try lenient.series()?.recurrences.warnings ?? []
      #expect(!lenient.findings.isEmpty || !warnings.isEmpty)
    } else {
      let finding = lenient.findings.first { $0.code.rawValue == code }
      #expect(finding?.position?.line == example.line, "\(lenient.findings)")
      #expect(finding?.severity == .warning)
    }
    let failure = #expect(throws: ValidationFailure.self) { try file.event(options: strict) }
    #expect(failure?.code.rawValue == code)
    #expect(failure?.position?.line == example.line)
  }

  @Test("Two starts are an error that names both")
  func twoStarts() throws {
    let text = Case(title: "", lines: ["+DTSTART:20260304T090000Z"], code: nil).text
    let failure = #expect(throws: ValidationFailure.self) {
      try CalendarFile(parsing: Array(text.utf8)).event()
    }
    #expect(failure?.code.rawValue == "startDisagrees" && failure?.position?.line == 7)
    #expect(failure?.message.contains("20260302T090000 and as 20260304T090000Z") == true)
  }

  @Test("A property that stands twice alike says nothing new")
  func twiceAlike() throws {
    let text = Case(title: "", lines: ["+DTSTART;TZID=Europe/Berlin:20260302T090000"], code: nil).text
    let event = try CalendarFile(parsing: Array(text.utf8)).event()
    #expect(event.findings.map(\.code.rawValue) == ["propertyRepeated"])
  }

  @Test("An event marked as free takes no time", arguments: ["TRANSPARENT", "OPAQUE"])
  func transparent(_ kind: String) throws {
    var busy = BusyTime()
    let text = Case(title: "", lines: ["RRULE-", "+TRANSP:\(kind)"], code: nil).text
    _ = try CalendarFile(parsing: Array(text.utf8)).addTaken(to: &busy)
    #expect(busy.count == (kind == "OPAQUE" ? 1 : 0))
  }
}
