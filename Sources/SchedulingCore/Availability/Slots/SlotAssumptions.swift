/// What is taken for granted where the service's own help contradicts itself, or leaves it open.
public struct SlotAssumptions: Hashable, Codable, Sendable {
  /// When the last slot of a day starts.
  public enum Closing: String, CaseIterable, Hashable, Codable, Sendable {
    /// Slots have to end by closing time: hours 9–11 with slots of 30 minutes end with 10:30.
    case endsByClosing
    /// A slot may still start at closing time: the same hours end with 11:00.
    case startsByClosing
  }

  /// How the buffer after one appointment and the one before the next go together.
  public enum Buffers: String, CaseIterable, Hashable, Codable, Sendable {
    /// Each is kept by itself, so that the longer one counts.
    case longer
    /// They follow each other, so that their sum counts.
    case sum
  }

  /// When the last slot of a day starts.
  public var closing: Closing
  /// How buffers that meet go together.
  public var buffers: Buffers

  /// Slots end by closing time, and each buffer is kept by itself, unless others are given.
  public init(closing: Closing = .endsByClosing, buffers: Buffers = .longer) {
    self.closing = closing
    self.buffers = buffers
  }
}
