/// Whose requests the server counts together.
///
/// The documented limits are those of an app, or a private integration, and a location. The day's requests of all
/// private tokens of a location are one count.
public struct RateScope: Hashable, Sendable {
  /// A name for the app or the private integration, not the token.
  public let credential: String
  /// The location's id.
  public let location: String
  /// Whether the day is counted for the location, as with private tokens, rather than for the app there.
  public let sharesDay: Bool

  /// A scope by its names.
  public init(credential: String = "", location: String = "", sharesDay: Bool = false) {
    self.credential = credential
    self.location = location
    self.sharesDay = sharesDay
  }

  /// What the day is counted for.
  var day: RateScope { sharesDay ? RateScope(location: location) : self }
}
