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

  /// Whether an appointment that is moved by hand has to start with a slot.
  public enum Grid: String, CaseIterable, Hashable, Codable, Sendable {
    /// It has to.
    case required
    /// It may start at any time that is free.
    case free
  }

  /// When the last slot of a day starts.
  public var closing: Closing
  /// How buffers that meet go together.
  public var buffers: Buffers
  /// Whether an appointment that is moved by hand has to start with a slot.
  public var grid: Grid

  /// Slots end by closing time, each buffer is kept by itself, and appointments start with slots, unless others are
  /// given.
  public init(closing: Closing = .endsByClosing, buffers: Buffers = .longer, grid: Grid = .required) {
    self.grid = grid
    self.closing = closing
    self.buffers = buffers
  }
}
