// Faults are made out of line: the readers stay small.
extension RuleReader {
  @inline(never)
  static func trailing(_ bytes: Span<UInt8>, _ index: Int) -> TextFault {
    TextFault(
      .invalidValue, at: index,
      "“\(bytes.excerpt(at: index))” does not belong here; a value ends at “,”, “;” or the rule's end.")
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
