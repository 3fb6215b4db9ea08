internal import HTTPTypes

/// What an answer says about the server's limits, for callers that send more than one request.
///
/// The documented limits are 100 requests in 10 seconds and 200,000 a day for each app and location; a field
/// that the answer lacks, or whose value is not a whole number, is nil.
public struct RateLimit: Hashable, Sendable {
  /// `X-RateLimit-Max`: requests allowed in one interval.
  public var intervalLimit: Int?
  /// `X-RateLimit-Remaining`: requests left in the current interval.
  public var intervalRemaining: Int?
  /// `X-RateLimit-Interval-Milliseconds`: the length of an interval.
  public var intervalMilliseconds: Int?
  /// `X-RateLimit-Limit-Daily`: requests allowed in a day.
  public var dailyLimit: Int?
  /// `X-RateLimit-Daily-Remaining`: requests left today.
  public var dailyRemaining: Int?
  /// `Retry-After` in seconds, which the server does not promise. A date is counted from the `Date` of the same
  /// answer, so that it does not matter how this clock and the server's differ; without one it is nil.
  public var retryAfterSeconds: Int?

  /// Limits of which nothing is known but what is given.
  public init(
    intervalLimit: Int? = nil, intervalRemaining: Int? = nil, intervalMilliseconds: Int? = nil,
    dailyLimit: Int? = nil, dailyRemaining: Int? = nil, retryAfterSeconds: Int? = nil
  ) {
    self.intervalLimit = intervalLimit
    self.intervalRemaining = intervalRemaining
    self.intervalMilliseconds = intervalMilliseconds
    self.dailyLimit = dailyLimit
    self.dailyRemaining = dailyRemaining
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// How long to wait before the next request, or nil where nothing says that waiting is needed.
  ///
  /// `Retry-After` where it was given; a whole interval where none of its requests is left, since the answer
  /// does not tell when the interval began.
  public var suggestedDelay: Duration? {
    if let retryAfterSeconds { return .seconds(retryAfterSeconds) }
    guard intervalRemaining == 0, let intervalMilliseconds else { return nil }
    return .milliseconds(intervalMilliseconds)
  }
}

extension RateLimit {
  /// The limits that header fields tell, or nil where they tell none.
  init?(_ fields: HTTPFields) {
    self.init(
      intervalLimit: Self.number("X-RateLimit-Max", in: fields),
      intervalRemaining: Self.number("X-RateLimit-Remaining", in: fields),
      intervalMilliseconds: Self.number("X-RateLimit-Interval-Milliseconds", in: fields),
      dailyLimit: Self.number("X-RateLimit-Limit-Daily", in: fields),
      dailyRemaining: Self.number("X-RateLimit-Daily-Remaining", in: fields),
      retryAfterSeconds: Self.number("Retry-After", in: fields) ?? Self.secondsToRetryDate(fields))
    guard self != RateLimit() else { return nil }
  }

  private static func secondsToRetryDate(_ fields: HTTPFields) -> Int? {
    guard let retry = fields[.retryAfter].flatMap(HTTPDate.seconds),
      let now = fields[.date].flatMap(HTTPDate.seconds)
    else { return nil }
    return min(max(0, retry - now), mostSeconds)
  }

  /// Larger numbers would overflow the arithmetic of those who add them to a clock.
  private static let mostSeconds = 1_000_000_000

  private static func number(_ name: String, in fields: HTTPFields) -> Int? {
    guard let name = HTTPField.Name(name), let text = fields[name] else { return nil }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      number <= mostSeconds
    else { return nil }
    return number
  }
}
