/// What a server answered, with the token taken out and its words found.
struct ServerAnswer {
  let status: Int
  /// The body without the token.
  let body: [UInt8]
  let message: String?
  let traceID: String?
  let rateLimit: RateLimit?
  /// `Location` without its query.
  let location: String?
}
