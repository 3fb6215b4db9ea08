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

  private let entries: Mutex<ContiguousArray<SeriesStorage?>>
  private let mask: Int

  /// - Parameter capacity: Rounded up to a power of two; at least 1.
  public init(capacity: Int) {
    var size = 1
    while size < min(capacity, 1 << 20) { size *= 2 }
    mask = size - 1
    entries = Mutex(ContiguousArray(repeating: nil, count: size))
  }

  func storage(
    of text: borrowing String, start: borrowing RecurrenceStart, options: ExpansionOptions
  ) -> SeriesStorage? {
    let place = place(of: text, start)
    guard let found = entries.withLock({ $0[place] }), found.start.local == start.local,
      found.start.zone.hasSameClocks(as: start.zone), found.start.isAllDay == start.isAllDay,
      found.options == options,
      let source = found.source, source.utf8.span.hasSameBytes(as: text.utf8.span)
    else { return nil }
    return found
  }

  func keep(_ storage: SeriesStorage) {
    // What libical walks grows as it is walked.
    guard let text = storage.source, text.utf8.count <= Self.longestText, !storage.isWalked else { return }
    let place = place(of: text, storage.start)
    // What it takes the place of is freed outside of the lock.
    var other: SeriesStorage? = storage
    entries.withLock { swap(&$0[place], &other) }
  }

  /// A hash of the text, eight bytes at a time, and of the start.
  private func place(of text: borrowing String, _ start: borrowing RecurrenceStart) -> Int {
    var hash = TextHash(seed: UInt64(bitPattern: Int64(start.local.wallSeconds)))
    hash.combine(text.utf8.span)
    return Int(truncatingIfNeeded: hash.value) & mask
  }
}
