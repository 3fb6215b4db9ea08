/// Whether two series ever take the same time.
public enum OverlapAnswer: Hashable, Sendable {
  /// They do, first with these two occurrences: of each series the earliest that meets any of the other's.
  case overlap(first: Occurrence, second: Occurrence)
  /// They never do, for the reason given.
  case never(AbsenceProof)
}
