/// What one exchange may cost.
public struct HTTPTransportLimits: Hashable, Sendable {
  /// The time from the start of the exchange to the last byte of the answer.
  public var timeout: Duration
  /// The largest body that is read, in bytes after any content coding is undone.
  public var maximumBodyBytes: Int

  /// Limits of 30 seconds and 1 MiB, unless said otherwise.
  public init(timeout: Duration = .seconds(30), maximumBodyBytes: Int = 1 << 20) {
    self.timeout = timeout
    self.maximumBodyBytes = maximumBodyBytes
  }
}
