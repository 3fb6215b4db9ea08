/// Whether a series has every occurrence of another.
public enum ContainmentAnswer: Hashable, Sendable {
  /// It has, for the reason given.
  case contained(AbsenceProof)
  /// It lacks this one, the earliest of those it lacks.
  case missing(Occurrence)
}
