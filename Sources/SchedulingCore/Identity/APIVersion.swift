/// The value of the `Version` header that a request is made for.
public enum APIVersion: String, CaseIterable, Hashable, Codable, Sendable {
  /// The documented version, and the default.
  case v2021_04_15 = "2021-04-15"
  /// The later one; it also accepts the statuses `active` and `completed`.
  case v3 = "v3"
}
