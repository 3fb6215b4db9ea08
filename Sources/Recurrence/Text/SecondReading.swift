/// The reference engine's reading of a text, which must be ours: two independent readers.
enum SecondReading {
  /// Whether libical reads `bytes`, which hold just the rule, as `draft`.
  ///
  /// It is asked once for a spelling: for texts that differ in the digits of COUNT or UNTIL only, of which
  /// it makes the same number or date whatever the rest is, and in the case of letters.
  @inline(__always)
  static func agrees(with draft: RuleDraft, bytes: Span<UInt8>) -> Bool {
    let spelling = spelling(bytes, draft.endValue)
    if spellings.contains(spelling) { return true }
    guard referenceEngine.reads(draft, bytes: bytes) else { return false }
    spellings.insert(spelling)
    return true
  }

  /// The spellings that libical was last found to agree on.
  private static let spellings = HashMemory()

  /// The bits of eight bytes but those that tell small letters from capitals; what a rule holds beside letters stays
  /// apart without them.
  private static var caseless: UInt64 { 0xDFDF_DFDF_DFDF_DFDF }

  /// A hash of the bytes with every digit of the value in `range` made the same, and letters of either case.
  @inline(__always)
  private static func spelling(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hash = TextHash(seed: UInt64(truncatingIfNeeded: range.lowerBound))
    hash.combine(bytes.extracting(..<range.lowerBound), bits: caseless)
    for index in range {
      let byte = bytes[index]
      hash.combine(UInt64(byte &- ASCII.zero <= 9 ? ASCII.zero : byte))
    }
    hash.combine(bytes.extracting(range.upperBound...), bits: caseless)
    return hash.value
  }
}
