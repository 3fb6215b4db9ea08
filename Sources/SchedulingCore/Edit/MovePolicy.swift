/// What an edit of a series' date moves.
public enum MovePolicy: String, CaseIterable, Hashable, Codable, Sendable {
  /// Every occurrence moves by the same difference, exactly or not at all.
  case all
  /// The part of the rule that the named occurrence stands on is replaced by what the new date says: of MO,WE with
  /// the Monday moved to Tuesday, TU,WE is left. The occurrences of other days stay where they are.
  case named
}
