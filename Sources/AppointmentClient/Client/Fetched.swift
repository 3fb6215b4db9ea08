/// What a server holds, as a value and as it sent it.
public struct Fetched<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// The JSON that it was read from, in UTF-8 and without the token; of several pages, all of them as one.
  public let json: [UInt8]
}
