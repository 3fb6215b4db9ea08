/// Makes of a text that is almost a recurrence the one that it can mean, with a note for each thing mended.
///
/// It only cuts and respells: what comes out is read as any text is, and refused there where it is wrong.
struct TextMender {
  /// A part of a rule.
  struct Part {
    let name: String
    let kind: RulePart?
    let offset: Int
    var value: MappedText
  }

  struct Rule {
    let isExclusion: Bool
    let offset: Int
    var parts: [Part] = []
    /// A `TZID` among the parts, as rrule.js wrote it for the DTSTART beside it.
    var zone: Zone?

    func has(_ kind: RulePart) -> Bool { parts.contains { $0.kind == kind } }
  }

  struct Zone {
    let name: String
    let offset: Int
  }

  /// A line of dates.
  struct Dates {
    struct Entry {
      let range: Range<Int>
      /// `nil` for what is no date.
      let date: LooseDate?
    }

    let name: String
    let offset: Int
    /// Whether it stands in a rule's line.
    let isEmbedded: Bool
    var zone: Zone?
    /// VALUE, in capitals.
    var kind: String?
    /// Other parameters as they are written, each with its semicolon.
    var parameters = MappedText()
    var entries: [Entry] = []
  }

  enum Item {
    case rule(Rule)
    case dates(Dates)
    /// What begins nothing that is known.
    case unknown(Range<Int>)
  }

  /// What stands between two things.
  struct Gap {
    var offset: Int
    var semicolons = 0
    var commas = 0
    var hasBlanks = false
    var hasLineEnd = false

    var hasSeparators: Bool { semicolons + commas > 0 }
  }

  let bytes: [UInt8]
  var index = 0
  var items: [Item] = []
  /// The place among the items of the rule that parts belong to.
  var openRule: Int?
  private(set) var notes: [TextReader.Warning] = []
  private var noted: Set<String> = []

  /// - Parameter bytes: Unfolded, without characters that only look like others.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The text that is meant; empty where the text has nothing but noise.
  ///
  /// - Throws: What can mean two things, naming both.
  mutating func mended() throws(TextFault) -> MappedText {
    while true {
      let gap = skipGap()
      guard index < bytes.count else {
        noteTrailing(gap)
        break
      }
      if let property = property(at: index) {
        noteGap(gap, beforeProperty: property.name)
        try readProperty(property, isEmbedded: !gap.hasLineEnd && !items.isEmpty)
      } else if let name = partName(at: index) {
        try readPart(name, after: gap)
      } else if !gap.hasSeparators || gap.hasLineEnd, let name = extensionName(at: index) {
        noteTrailing(gap)
        note(
          .partIgnored, "\(name) says nothing that is known here, and is left out.", at: index, in: "\(index)"
        )
        index = extensionEnd(from: index)
      } else if continuesDates {
        try continueDates(after: gap)
      } else if try !continueList(after: gap) {
        let start = index
        index = lineEnd(from: index)
        items.append(.unknown(start..<index))
      }
    }
    try finishRules()
    return try made()
  }

  // MARK: Notes

  /// - Parameters:
  ///   - place: What the note is about; of several alike about one thing the first is kept.
  ///   - key: What makes two notes alike; the message where absent.
  mutating func note(
    _ code: RecurrenceWarning.Code, _ message: String, at offset: Int, in place: String = "",
    key: String? = nil
  ) {
    guard noted.insert("\(place) \(key ?? message)").inserted else { return }
    notes.append(TextReader.Warning(code: code, message: message, offset: offset))
  }

  private mutating func noteTrailing(_ gap: Gap) {
    guard gap.hasSeparators, !items.isEmpty else { return }
    note(.noiseIgnored, "The \(separators(gap)) at the end is left out.", at: gap.offset, in: "\(gap.offset)")
  }

  private mutating func noteGap(_ gap: Gap, beforeProperty name: String) {
    if gap.hasLineEnd || items.isEmpty {
      noteTrailing(gap)
      if items.isEmpty, gap.hasSeparators {
        note(.noiseIgnored, "The \(separators(gap)) at the beginning is left out.", at: gap.offset)
      }
    } else if gap.hasSeparators {
      note(
        .textRespelled, "\(name) stands within a line and is read as a line of its own.", at: index, in: name)
    }
  }

  func separators(_ gap: Gap) -> String { gap.semicolons > 0 ? "“;”" : "“,”" }

  // MARK: Walking

  private mutating func skipGap() -> Gap {
    var gap = Gap(offset: index)
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.semicolon:
        if !gap.hasSeparators { gap.offset = index }
        gap.semicolons += 1
      case ASCII.comma:
        if !gap.hasSeparators { gap.offset = index }
        gap.commas += 1
      case let byte where ASCII.isBlank(byte): gap.hasBlanks = true
      case let byte where ASCII.isLineEnd(byte): gap.hasLineEnd = true
      default: return gap
      }
      index += 1
    }
    return gap
  }

  func lineEnd(from index: Int) -> Int {
    bytes[index...].firstIndex(where: ASCII.isLineEnd) ?? bytes.count
  }

  func afterBlanks(_ index: Int) -> Int {
    bytes[index...].firstIndex { !ASCII.isBlank($0) } ?? bytes.count
  }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, ASCII.isBlank(bytes[start]) { start += 1 }
    while end > start, ASCII.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func excerpt(_ range: Range<Int>) -> String {
    let text = text(range)
    return text.count > 40 ? text.prefix(40) + "…" : text
  }

  func copy(_ range: Range<Int>) -> MappedText {
    var copy = MappedText()
    for index in range { copy.append(bytes[index], from: index) }
    return copy
  }

  // MARK: What begins here

  /// A property's name, and where it ends.
  struct PropertyName {
    let name: String
    let end: Int
  }

  private static let properties = ["RRULE", "EXRULE", "EXDATE", "RDATE", "DTSTART"]

  /// The property whose name stands at `index`, before `:`, `;` or `=`.
  func property(at index: Int) -> PropertyName? {
    let end = bytes[index...].firstIndex { !$0.isLetter } ?? bytes.count
    guard (5...7).contains(end - index) else { return nil }
    let name = text(index..<end).uppercased()
    let next = afterBlanks(end)
    guard Self.properties.contains(name), next < bytes.count,
      [ASCII.colon, ASCII.semicolon, ASCII.equals].contains(bytes[next])
    else { return nil }
    return PropertyName(name: name, end: end)
  }

  /// The name of a property that RFC 5545 leaves to programs, `X-…`, before `:` or `;`.
  func extensionName(at index: Int) -> String? {
    let end = bytes[index...].firstIndex { !($0.isDigitOrLetter || $0 == ASCII.minus) } ?? bytes.count
    let name = text(index..<end).uppercased()
    let next = afterBlanks(end)
    guard name.hasPrefix("X-"), name.utf8.count > 2, next < bytes.count,
      bytes[next] == ASCII.colon || bytes[next] == ASCII.semicolon,
      bytes[next..<lineEnd(from: next)].contains(ASCII.colon)
    else { return nil }
    return name
  }

  /// Where its value ends: with the line, or before a property that stands behind a blank.
  private func extensionEnd(from index: Int) -> Int {
    let end = lineEnd(from: index)
    return (index + 1..<end).first { ASCII.isBlank(bytes[$0 - 1]) && property(at: $0) != nil } ?? end
  }

  /// A part's name in capitals, and where its value begins.
  struct PartName {
    let name: String
    let kind: RulePart?
    let offset: Int
    let nameEnd: Int
    let value: Int
    let isWrittenWithColon: Bool
    /// Whether `;TZID=…:` stands before the value.
    let isUntilWithZone: Bool
    /// Whether another name is written that some programs take too.
    let isAlias: Bool
  }

  /// The part whose name stands at `index`, before `=`, or of a known one before `:`.
  func partName(at index: Int) -> PartName? {
    let isName = { (byte: UInt8) in byte.isDigitOrLetter || byte == ASCII.minus || byte >= 0x80 }
    let end = bytes[index...].firstIndex { !isName($0) } ?? bytes.count
    let next = end < bytes.count ? afterBlanks(end) : end
    guard end > index, next < bytes.count else { return nil }
    let written = text(index..<end).uppercased()
    // rrule.js and dateutil take the name of their own option too.
    let name = written == "BYWEEKDAY" ? "BYDAY" : written
    var key = NameKey()
    for byte in name.utf8 { key.append(byte) }
    let kind = RulePart(key)
    let isUntilWithZone = kind == .until && bytes[next] == ASCII.semicolon && zoneName(at: next + 1) != nil
    guard
      bytes[next] == ASCII.equals || kind != nil && bytes[next] == ASCII.colon || isUntilWithZone
    else { return nil }
    return PartName(
      name: name, kind: kind, offset: index, nameEnd: end, value: isUntilWithZone ? next : next + 1,
      isWrittenWithColon: bytes[next] == ASCII.colon, isUntilWithZone: isUntilWithZone,
      isAlias: name != written)
  }

  /// Where the value of a `TZID=` that stands at `index` begins.
  func zoneName(at index: Int) -> Int? {
    let start = index < bytes.count ? afterBlanks(index) : index
    guard start + 5 <= bytes.count, text(start..<start + 4).uppercased() == "TZID" else { return nil }
    let next = afterBlanks(start + 4)
    return next < bytes.count && bytes[next] == ASCII.equals ? next + 1 : nil
  }

  /// Whether a new thing begins at `index`: a property, or a part that is known or left out by name.
  func beginsElement(at index: Int) -> Bool {
    if property(at: index) != nil || extensionName(at: index) != nil { return true }
    guard let name = partName(at: index) else { return false }
    return name.kind != nil || name.name.hasPrefix("X-") || name.name == "TZID"
  }
}
