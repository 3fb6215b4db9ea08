/// How far an edit of a series reaches.
public enum EditScope: String, CaseIterable, Hashable, Codable, Sendable {
  /// One instance.
  case this
  /// One instance and all that come after it.
  case following
  /// The whole series.
  case whole
}
