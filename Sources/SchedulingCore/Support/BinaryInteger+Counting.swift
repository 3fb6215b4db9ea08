extension BinaryInteger {
  /// The number with its noun: `1 EXDATE`, `2 EXDATEs`, `-3 days`.
  ///
  /// - Parameter many: The noun for any number but one; `one` with an s where it is left out.
  package func counted(_ one: String, _ many: String? = nil) -> String {
    "\(self) \(form(one, many ?? one + "s"))"
  }

  /// The form of a word beside such a number: `form("is", "are")`.
  package func form(_ one: String, _ many: String) -> String { magnitude == 1 ? one : many }
}
