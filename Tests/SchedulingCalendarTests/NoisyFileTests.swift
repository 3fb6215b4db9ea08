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
    // As they are made: what changes a line's value comes before what stands around it.
    case lowerCase, blankInUID, olderRevision, exclusionInUTC, byteOrderMark
    case blankAroundUID, noUID, noCalendarEnd, emptyProperties, badOverride
    case exclusionAsDate, instanceAsDate, strayLines, secondLength
    case exclusionWithTime, untilWithTime, dateUnannounced, zoneBesideDate, dayInHours
    case blankBehindZone, windowsName, vtimezoneUnderAnyName, zoneAndZ
    case secondProperty, spacedName, spacedValue, lastComma, secondSemicolon, unendedAlarm

    /// The finding it is reported by; what RFC 5545 allows needs none.
    var code: String? {
      switch self {
      case .lowerCase, .blankInUID, .olderRevision, .exclusionInUTC, .byteOrderMark: nil
      case .blankAroundUID, .spacedName, .spacedValue, .zoneAndZ, .lastComma, .zoneBesideDate,
        .secondSemicolon:
        "noiseIgnored"
      case .noUID: "uidAssigned"
      case .noCalendarEnd, .unendedAlarm: "endMissing"
      case .emptyProperties: "valueMissing"
      case .badOverride: "instanceIgnored"
      case .exclusionAsDate, .instanceAsDate, .exclusionWithTime, .untilWithTime, .dateUnannounced,
        .dayInHours:
        "valueTypeDiffers"
      case .windowsName, .blankBehindZone: "zoneUndefined"
      case .strayLines, .secondLength: "lineIgnored"
      case .vtimezoneUnderAnyName: "zoneRecognised"
      case .secondProperty: "propertyRepeated"
      }
    }

    /// Whether RFC 5545 allows it.
    var isAllowed: Bool { code == nil || self == .vtimezoneUnderAnyName }

    /// Whether it is one of series of days, one of series of times, or of both.
    var isOfDays: Bool? {
      switch self {
      case .exclusionWithTime, .untilWithTime, .dateUnannounced, .zoneBesideDate, .dayInHours: true
      case .exclusionInUTC, .blankBehindZone, .exclusionAsDate, .instanceAsDate, .windowsName, .zoneAndZ,
        .vtimezoneUnderAnyName:
        false
      default: nil
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

  @Test("mean what the clean ones mean, each noise is reported, and strict reading refuses it with its line")
  func meaning() throws {
    var random = SplitMix(seed: 12)
    var reached: Set<Noise> = []
    for number in 0..<Self.count {
      let isByDay = Int.random(in: 0..<4, using: &random) == 0
      let clean = isByDay ? dayDraft(&random) : draft(&random)
      var noisy = clean
      let possible = Noise.allCases.filter { $0.isOfDays == nil || $0.isOfDays == isByDay }
      var noises = Set(
        (0..<Int.random(in: 1...3, using: &random)).compactMap { _ in possible.randomElement(using: &random) }
      )
      if !clean.text.contains("UNTIL") { noises.remove(.untilWithTime) }
      // These write the same line anew.
      for pair in Self.rivals where noises.isSuperset(of: pair) { noises.subtract(pair.dropFirst()) }
      reached.formUnion(noises)
      for noise in Noise.allCases where noises.contains(noise) { apply(noise, to: &noisy) }
      var text = noisy.text
      if noises.contains(.lowerCase) { text = lowered(text) }
      if noises.contains(.byteOrderMark) { text = "\u{FEFF}" + text }
      try check(text, noises, against: clean.text, "file \(number), \(noises):\n\(text)")
    }
    if Self.count >= 600 { #expect(reached.count == Noise.allCases.count) }
  }

  /// Of each only one can be seen.
  private static let rivals: [[Noise]] = [
    [.exclusionAsDate, .exclusionInUTC, .zoneAndZ], [.exclusionAsDate, .zoneAndZ],
    [.exclusionInUTC, .zoneAndZ],
    [.exclusionInUTC, .exclusionAsDate], [.windowsName, .vtimezoneUnderAnyName],
    [.windowsName, .blankBehindZone], [.vtimezoneUnderAnyName, .blankBehindZone],
    [.noUID, .blankInUID], [.noUID, .blankAroundUID], [.blankInUID, .blankAroundUID],
    [.dayInHours, .secondLength], [.dayInHours, .spacedValue],
  ]

  private func check(
    _ text: String, _ noises: Set<Noise>, against clean: String, _ comment: Comment
  ) throws {
    let expected = try CalendarFile(parsing: Array(clean.utf8)).event()
    let event = try CalendarFile(parsing: Array(text.utf8)).event()
    #expect(try starts(event) == starts(expected), comment)
    #expect(event.length == expected.length, comment)
    for noise in noises {
      guard let code = noise.code else { continue }
      let finding = event.findings.first { $0.code.rawValue == code }
      #expect(finding?.position != nil, comment)
    }
    let reported = Dictionary(grouping: noises.compactMap(\.code)) { $0 }
    for (code, alike) in reported {
      #expect(event.findings.count { $0.code.rawValue == code } >= alike.count, comment)
    }
    let strict = ExpansionOptions(textReading: .strict)
    guard noises.contains(where: { !$0.isAllowed }) else {
      let event = try CalendarFile(parsing: Array(text.utf8)).event(options: strict)
      #expect(try starts(event) == starts(expected), comment)
      return
    }
    let failure = #expect(throws: ValidationFailure.self, comment) {
      try CalendarFile(parsing: Array(text.utf8)).event(options: strict)
    }
    #expect((failure?.position?.line ?? 0) > 0, comment)
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

  private func dayDraft(_ random: inout SplitMix) -> Draft {
    var draft = Draft()
    let day = Int.random(in: 10...18, using: &random)
    let end = Bool.random(using: &random) ? "COUNT=6" : "UNTIL=20260328"
    draft.master = [
      "DTSTART;VALUE=DATE:202603\(day)", "DTEND;VALUE=DATE:202603\(day + 1)", "RRULE:FREQ=DAILY;\(end)",
      "EXDATE;VALUE=DATE:202603\(day + 2)", "SEQUENCE:1",
    ]
    draft.override = [
      "RECURRENCE-ID;VALUE=DATE:202603\(day + 4)", "DTSTART;VALUE=DATE:202604\(day)",
      "DTEND;VALUE=DATE:202604\(day + 1)", "SEQUENCE:3",
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
    case .blankAroundUID: draft.uid = " u "
    case .secondLength, .secondProperty, .spacedName, .spacedValue, .zoneAndZ, .lastComma, .secondSemicolon:
      spoil(noise, &draft)
    case .exclusionWithTime, .untilWithTime, .dateUnannounced, .zoneBesideDate, .dayInHours:
      spoilDays(noise, &draft)
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
        line.hasPrefix("EXDATE;")
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

  private func change(_ name: String, _ lines: inout [String], _ change: (String) -> String) {
    // What has no value has nothing to change.
    lines = lines.map { $0.hasPrefix(name) && $0.contains { $0.isNumber || $0 == "=" } ? change($0) : $0 }
  }

  private func spoil(_ noise: Noise, _ draft: inout Draft) {
    switch noise {
    case .secondLength: draft.master.append("DURATION:P9W")
    case .secondProperty: draft.master.append("SEQUENCE:0")
    case .spacedName: change("EXDATE", &draft.master) { "EXDATE " + $0.dropFirst(6) }
    case .spacedValue: change("DTEND", &draft.master) { $0.replacing(":", with: ": ") }
    case .lastComma: change("EXDATE", &draft.master) { $0 + "," }
    case .secondSemicolon: change("RRULE", &draft.master) { $0.replacing(";", with: ";;") + ";" }
    case .zoneAndZ:
      change("EXDATE", &draft.master) {
        "EXDATE;TZID=UTC:" + ($0.split(separator: ":").last ?? "").prefix(8) + "T083000Z"
      }
    default: break
    }
  }

  private func spoilDays(_ noise: Noise, _ draft: inout Draft) {
    switch noise {
    case .exclusionWithTime:
      change("EXDATE", &draft.master) {
        "EXDATE:" + ($0.split(separator: ":").last ?? "").prefix(8) + "T090000"
      }
    case .untilWithTime:
      change("RRULE", &draft.master) { $0.replacing("UNTIL=20260328", with: "UNTIL=20260328T235959Z") }
    case .dateUnannounced: change("DTSTART", &draft.master) { $0.replacing(";VALUE=DATE", with: "") }
    case .zoneBesideDate:
      change("RECURRENCE-ID", &draft.override) { $0.replacing(":", with: ";TZID=Europe/Berlin:") }
    case .dayInHours: change("DTEND", &draft.master) { _ in "DURATION:PT24H" }
    default: break
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
