/// What expands a rule.
public enum ExpansionEngine: String, CaseIterable, Hashable, Codable, Sendable {
  /// A plan of integer arithmetic; calendars other than the Gregorian go to libical.
  case compiled
  /// libical's iterator; rules on which it is known to be wrong are refused as `unsupported`.
  case libical
  /// Both; a difference is an error unless it is a known fault of libical.
  case crossChecked = "cross-checked"
}
