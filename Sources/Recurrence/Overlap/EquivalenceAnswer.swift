/// Whether two series have the same occurrences.
public enum EquivalenceAnswer: Hashable, Sendable {
  /// They start at the same instants, for the reasons given: one for each direction.
  case equivalent(AbsenceProof, AbsenceProof)
  /// The earliest start that only one of them has is the first series'.
  case onlyInFirst(Occurrence)
  /// The earliest start that only one of them has is the second series'.
  case onlyInSecond(Occurrence)
}
