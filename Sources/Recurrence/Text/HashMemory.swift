internal import Synchronization

/// Hashes seen lately, of a bounded number, without a lock; threads share it.
///
/// Each has one place that later ones take over. Nothing is compared but the 64 bits, so it serves where
/// a mistake in 2^64 does no harm.
final class HashMemory: Sendable {
  private let places = InlineArray<512, Atomic<UInt64>> { _ in Atomic(0) }

  @inline(__always)
  private func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash & 511) }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { places[place(of: hash)].load(ordering: .relaxed) == hash }

  func insert(_ hash: UInt64) { places[place(of: hash)].store(hash, ordering: .relaxed) }
}
