// Faults are made out of line: the readers stay small.
extension RuleReader {
  @inline(never)
  static func fault(_ conflict: RuleDraft.Conflict, in bytes: Span<UInt8>) -> TextFault {
    let offset = conflict.offset >= 0 ? conflict.offset : find(conflict.part, in: bytes)
    return TextFault(conflict.code, at: offset, conflict.message)
  }

  @inline(never)
  static func trailing(_ bytes: Span<UInt8>, _ index: Int) -> TextFault {
    let next = afterBlanks(bytes, index)
    if next > index {
      let isPart = next < bytes.count && beginsPart(bytes, at: next)
      let remedy = isPart ? "write “;” in its place" : "remove it"
      return TextFault(.invalidValue, at: index, "A blank stands here, which no rule has; \(remedy).")
    }
    if bytes[index] == ASCII.comma, beginsPart(bytes, at: index + 1) {
      return TextFault(.invalidValue, at: index, "“,” stands where “;” belongs, before the next part.")
    }
    let found = bytes.excerpt(at: index)
    return TextFault(
      .invalidValue, at: index,
      "“\(found.isEmpty ? "," : found)” does not belong here; a value ends at “,”, “;” or the rule's end.")
  }

  @inline(never)
  static func outOfRange(
    _ bytes: Span<UInt8>, _ start: Int, _ part: RulePart, _ value: Int, _ allowed: String
  ) -> TextFault {
    let text = bytes.excerpt(at: start)
    guard value >= 0 else {
      return TextFault(.invalidValue, at: start, "“\(text)” in \(part.name) is not a value \(allowed).")
    }
    return TextFault(.valueOutOfRange, at: start, "“\(text)” in \(part.name) is out of range: \(allowed).")
  }

  /// What is wrong where no known name and `=` stand.
  @inline(never)
  static func unreadablePart(_ bytes: Span<UInt8>, _ start: Int, _ index: Int) -> TextFault {
    if start == bytes.count || bytes[start] == ASCII.semicolon {
      return TextFault(.emptyPart, at: start, "The rule has an empty part; remove one “;”.")
    }
    let next = afterBlanks(bytes, start)
    if next > start, beginsPart(bytes, at: next) {
      return TextFault(.unknownPart, at: start, "A blank stands before the name of a part; remove it.")
    }
    var end = start
    while end < bytes.count, bytes[end] != ASCII.equals, bytes[end] != ASCII.semicolon, end - start < 40 {
      end += 1
    }
    let name = bytes.text(start..<end)
    guard index < bytes.count, bytes[index] == ASCII.equals else {
      return TextFault(.unknownPart, at: start, "“\(name)” is not a part of a rule: NAME=VALUE is missing.")
    }
    return TextFault(.unknownPart, at: start, "“\(name)” is not a part of a recurrence rule.")
  }

  private static func afterBlanks(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var index = start
    while index < bytes.count, ASCII.isBlank(bytes[index]) { index += 1 }
    return index
  }

  /// Whether a part's name and `=` stand at `start`.
  static func beginsPart(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    var index = start
    guard start < bytes.count, RulePart(word(bytes, &index)) != nil else { return false }
    return index < bytes.count && bytes[index] == ASCII.equals
  }

  /// What is wrong where a weekday of two letters should stand.
  @inline(never)
  static func noWeekday(_ bytes: Span<UInt8>, _ index: Int, _ part: RulePart) -> TextFault {
    if index > 0, bytes[index - 1] == ASCII.comma, beginsPart(bytes, at: index) {
      return TextFault(.invalidValue, at: index, "“,” stands where “;” belongs, before the next part.")
    }
    if afterBlanks(bytes, index) > index {
      return TextFault(.invalidValue, at: index, "A blank stands before a value of \(part.name); remove it.")
    }
    return TextFault(
      .invalidValue, at: index,
      "“\(bytes.excerpt(at: index))” in \(part.name) is none of MO, TU, WE, TH, FR, SA and SU.")
  }

  /// What is wrong behind the two letters of a weekday, where no list goes on.
  @inline(never)
  static func longWeekday(_ bytes: Span<UInt8>, _ start: Int, _ part: RulePart) -> TextFault? {
    let written = bytes.excerpt(at: start)
    guard let day = LooseNames.weekday(written) else { return nil }
    return TextFault(
      .invalidValue, at: start + 2, "“\(written)” in \(part.name) is too long; write \(day.abbreviation).")
  }

  /// Where a part's name stands, or the rule's start.
  @inline(never)
  static func find(_ part: RulePart?, in bytes: Span<UInt8>) -> Int {
    guard let part else { return 0 }
    var index = 0
    while index < bytes.count {
      var end = index
      let key = word(bytes, &end)
      if RulePart(key) == part { return index }
      while index < bytes.count, bytes[index] != ASCII.semicolon { index += 1 }
      index += 1
    }
    return 0
  }
}
