import Recurrence
import RuleSamples
import SchedulingCore
import Testing

@testable import SchedulingCalendar

/// Files as programs write them beside the same file as RFC 5545 has it; SERIES_NOISY_FILES says how many.
@Suite("Noisy calendar files")
struct NoisyFileTests {
  /// Something that is done to a file and changes nothing of what it means.
  private enum Noise: CaseIterable {
    case lowerCase, blankBehindZone, blankInUID, noUID, noCalendarEnd, emptyProperties, olderRevision,
      badOverride
    case unendedAlarm, exclusionAsDate, instanceAsDate, exclusionInUTC, windowsName, byteOrderMark, strayLines
    case vtimezoneUnderAnyName

    /// Whether it is reported; what RFC 5545 allows is not.
    var isReported: Bool {
      switch self {
      case .lowerCase, .blankInUID, .olderRevision, .exclusionAsDate, .instanceAsDate, .exclusionInUTC,
        .byteOrderMark, .blankBehindZone:
        false
      default: true
      }
    }
  }

  private struct Draft {
    var uid = "u"
    var zone = "Europe/Berlin"
    var head: [String] = []
    var master: [String] = []
    var override: [String] = []
    var extra: [[String]] = []
    var isEnded = true

    var text: String {
      let events = ([master, override] + extra).map { lines in
        ["BEGIN:VEVENT"] + (uid.isEmpty ? [] : ["UID:\(uid)"]) + lines + ["END:VEVENT"]
      }
      return
        (["BEGIN:VCALENDAR", "VERSION:2.0"] + head + events.flatMap(\.self)
        + (isEnded ? ["END:VCALENDAR", ""] : [""])).joined(separator: "\r\n")
    }
  }

  private static let count = environmentNumber("SERIES_NOISY_FILES") ?? 600

  @Test("mean what the clean ones mean, and each noise is reported")
  func meaning() throws {
    var random = SplitMix(seed: 12)
    for number in 0..<Self.count {
      let clean = draft(&random)
      var noisy = clean
      let noises = Set(
        (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in
          Noise.allCases.randomElement(using: &random)
        })
      for noise in Noise.allCases where noises.contains(noise) { apply(noise, to: &noisy) }
      var text = noisy.text
      if noises.contains(.lowerCase) { text = lowered(text) }
      if noises.contains(.byteOrderMark) { text = "\u{FEFF}" + text }
      let expected = try CalendarFile(parsing: Array(clean.text.utf8)).event()
      let event = try CalendarFile(parsing: Array(text.utf8)).event()
      #expect(try starts(event) == starts(expected), "file \(number), \(noises):\n\(text)")
      #expect(event.length == expected.length)
      for noise in noises where noise.isReported {
        #expect(!event.findings.isEmpty, "file \(number), \(noise):\n\(text)")
      }
    }
  }

  private func starts(_ event: CalendarEvent) throws -> [String] {
    let series = try #require(try event.series())
    return series.agenda(in: 0..<4_102_444_800_000).prefix(40).map { "\($0.start?.text ?? "") \($0.kind)" }
  }

  private func draft(_ random: inout SplitMix) -> Draft {
    var draft = Draft()
    let day = Int.random(in: 10...18, using: &random)
    let rule = ["DAILY;COUNT=9", "WEEKLY;COUNT=5", "DAILY;INTERVAL=2;COUNT=6", "WEEKLY"].randomElement(
      using: &random)
    let step = rule?.hasPrefix("WEEKLY") == true ? 7 : 2
    draft.master = [
      "DTSTART;TZID=Europe/Berlin:202603\(day)T093000", "DTEND;TZID=Europe/Berlin:202603\(day)T101500",
      "RRULE:FREQ=\(rule ?? "DAILY")", "EXDATE;TZID=Europe/Berlin:202603\(day + step)T093000", "SEQUENCE:1",
    ]
    let moved = step == 7 ? day : day + 4
    draft.override = [
      "RECURRENCE-ID;TZID=Europe/Berlin:202603\(moved)T093000",
      "DTSTART;TZID=Europe/Berlin:202603\(moved)T140000", "DTEND;TZID=Europe/Berlin:202603\(moved)T150000",
      "SEQUENCE:3",
    ]
    return draft
  }

  private func apply(_ noise: Noise, to draft: inout Draft) {
    func each(_ change: (String) -> String) {
      draft.master = draft.master.map(change)
      draft.override = draft.override.map(change)
    }
    switch noise {
    case .lowerCase, .byteOrderMark: break
    case .blankBehindZone: each { $0.replacing("TZID=Europe/Berlin:", with: "TZID=Europe/Berlin :") }
    case .blankInUID: draft.uid = "event 12 of 2026"
    case .noUID: draft.uid = ""
    case .noCalendarEnd: draft.isEnded = false
    case .emptyProperties:
      draft.master += ["LOCATION:", "RDATE:", "EXDATE: "]
      draft.override += ["LOCATION:", "DURATION:"]
    case .olderRevision:
      draft.extra.append(
        draft.override.map {
          $0.hasPrefix("SEQUENCE") ? "SEQUENCE:2" : $0.replacing("T150000", with: "T160000")
        })
    case .badOverride:
      draft.extra.append(["RECURRENCE-ID:never", "DTSTART:20260301T090000Z"])
    case .unendedAlarm: draft.master += ["BEGIN:VALARM", "TRIGGER:-PT10M"]
    case .exclusionAsDate:
      draft.master = draft.master.map { line in
        line.hasPrefix("EXDATE")
          ? "EXDATE;VALUE=DATE:" + (line.split(separator: ":").last ?? "").prefix(8) : line
      }
    case .instanceAsDate:
      draft.override = draft.override.map { line in
        line.hasPrefix("RECURRENCE-ID")
          ? "RECURRENCE-ID;VALUE=DATE:" + (line.split(separator: ":").last ?? "").prefix(8) : line
      }
    case .exclusionInUTC:
      // All days lie before the clocks change.
      draft.master = draft.master.map { line in
        line.hasPrefix("EXDATE;TZID")
          ? "EXDATE:" + (line.split(separator: ":").last ?? "").prefix(8) + "T083000Z" : line
      }
    case .windowsName: each { $0.replacing("TZID=Europe/Berlin", with: "TZID=W. Europe Standard Time") }
    case .strayLines: draft.head.append("this is no line of iCalendar")
    case .vtimezoneUnderAnyName:
      let zone = try? ZoneTransitions.named("Europe/Berlin").component(named: "Ours", from: 0, through: nil)
      draft.head += (zone?.contentLines ?? "").split(separator: "\n").map(String.init)
      each { $0.replacing("TZID=Europe/Berlin", with: "TZID=Ours") }
    }
  }

  /// The names in small letters; zones, values and the alarm's END stay.
  private func lowered(_ text: String) -> String {
    text.split(separator: "\r\n", omittingEmptySubsequences: false).map { line in
      let name = line.prefix { $0.isLetter || $0 == "-" }
      return name.lowercased() + line.dropFirst(name.count)
    }.joined(separator: "\r\n")
  }
}
