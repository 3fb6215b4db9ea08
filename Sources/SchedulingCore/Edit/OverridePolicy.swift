/// What becomes of the instances that were edited on their own when their series is edited.
public enum OverridePolicy: String, CaseIterable, Hashable, Codable, Sendable {
  /// They keep what is their own, their own times among it.
  case keep
  /// Their own times move like their series; what else is their own stays.
  case follow
  /// They lose what is their own and are like the others again.
  case reset
}
