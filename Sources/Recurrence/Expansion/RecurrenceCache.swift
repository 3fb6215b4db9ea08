internal import Synchronization

/// A small, bounded store of what recurrence texts compile to, safe to share between threads.
///
/// A text that was seen before, with the same start, zone and options, is neither read nor compiled
/// again. A new entry takes the place of the one whose hash it shares; nothing is ever searched for.
public final class RecurrenceCache: Sendable {
  /// The one that is used unless another is given; it holds up to 256 series.
  public static let shared = RecurrenceCache(capacity: 256)

  /// Longer texts are not kept, which bounds the memory.
  private static let longestText = 512

  private final class Entry: Sendable {
    let text: String
    let storage: SeriesStorage

    init(text: String, storage: SeriesStorage) {
      self.text = text
      self.storage = storage
    }
  }

  private let entries: Mutex<ContiguousArray<Entry?>>
  private let mask: Int

  /// - Parameter capacity: Rounded up to a power of two; at least 1.
  public init(capacity: Int) {
    var size = 1
    while size < min(capacity, 1 << 20) { size *= 2 }
    mask = size - 1
    entries = Mutex(ContiguousArray(repeating: nil, count: size))
  }

  func storage(of text: String, start: RecurrenceStart, options: ExpansionOptions) -> SeriesStorage? {
    let place = place(of: text, start)
    return entries.withLock { entries in
      guard let entry = entries[place], entry.storage.start.local == start.local,
        entry.storage.start.zone === start.zone, entry.storage.start.isAllDay == start.isAllDay,
        entry.storage.options == options, entry.text == text
      else { return nil }
      return entry.storage
    }
  }

  func keep(_ storage: SeriesStorage, of text: String) {
    // What libical walks grows as it is walked.
    guard text.utf8.count <= Self.longestText, !storage.isWalked else { return }
    let place = place(of: text, storage.start)
    entries.withLock { $0[place] = Entry(text: text, storage: storage) }
  }

  /// A hash of the text, eight bytes at a time, and of the start.
  private func place(of text: String, _ start: RecurrenceStart) -> Int {
    let bytes = text.utf8.span.bytes
    var hash = UInt64(bitPattern: Int64(start.local.wallSeconds))
    var index = 0
    while index &+ 8 <= bytes.byteCount {
      hash = Self.mixed(hash ^ bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    var rest = UInt64(truncatingIfNeeded: bytes.byteCount)
    while index < bytes.byteCount {
      rest = rest << 8 | UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt8.self))
      index &+= 1
    }
    return Int(truncatingIfNeeded: Self.mixed(hash ^ rest)) & mask
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0x9e37_79b9_7f4a_7c15
    return product ^ product >> 32
  }
}
