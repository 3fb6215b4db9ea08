internal import Synchronization

/// A small, bounded store of what recurrence texts say and compile to, safe to share between threads.
///
/// A text that was seen before is not read again, and with the same start, zone and options it is not
/// compiled again either. A new entry takes the place of the one whose hash it shares; nothing is ever
/// searched for.
public final class RecurrenceCache: Sendable {
  /// The one that is used unless another is given; it holds up to 256 texts and as many series.
  public static let shared = RecurrenceCache(capacity: 256)

  /// Longer texts are not kept, which bounds the memory.
  private static let longestText = 512

  private let entries: Mutex<ContiguousArray<SeriesStorage?>>
  private let readings: Mutex<ContiguousArray<TextReading?>>
  private let mask: Int

  /// - Parameter capacity: Rounded up to a power of two; at least 1.
  public init(capacity: Int) {
    var size = 1
    while size < min(capacity, 1 << 20) { size *= 2 }
    mask = size - 1
    entries = Mutex(ContiguousArray(repeating: nil, count: size))
    readings = Mutex(ContiguousArray(repeating: nil, count: size))
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

  /// What a text says, where it was seen before.
  func reading(of text: borrowing String) -> TextReading? {
    guard text.utf8.count <= Self.longestText else { return nil }
    let place = place(of: text)
    guard let found = readings.withLock({ $0[place] }),
      found.source.utf8.span.hasSameBytes(as: text.utf8.span)
    else { return nil }
    return found
  }

  func keep(_ reading: TextReading) {
    guard reading.source.utf8.count <= Self.longestText else { return }
    let place = place(of: reading.source)
    var other: TextReading? = reading
    readings.withLock { swap(&$0[place], &other) }
  }

  private func place(of text: borrowing String) -> Int {
    var hash = TextHash(seed: 0)
    hash.combine(text.utf8.span)
    return Int(truncatingIfNeeded: hash.value) & mask
  }

  /// A hash of the text, eight bytes at a time, and of the start.
  private func place(of text: borrowing String, _ start: borrowing RecurrenceStart) -> Int {
    var hash = TextHash(seed: UInt64(bitPattern: Int64(start.local.wallSeconds)))
    hash.combine(text.utf8.span)
    return Int(truncatingIfNeeded: hash.value) & mask
  }
}
