/// Whether a series has every occurrence of another.
public enum ContainmentAnswer: Hashable, Sendable {
  /// It has, for the reason given.
  case contained(AbsenceProof)
  /// It lacks this one, the earliest of those it lacks.
  case missing(Occurrence)
}

/// Whether two series have the same occurrences.
public enum EquivalenceAnswer: Hashable, Sendable {
  /// They start at the same instants, for the reasons given: one for each direction.
  case equivalent(AbsenceProof, AbsenceProof)
  /// The earliest start that only one of them has is the first series'.
  case onlyInFirst(Occurrence)
  /// The earliest start that only one of them has is the second series'.
  case onlyInSecond(Occurrence)
}
