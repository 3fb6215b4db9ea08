/// The places of a mask's bits, ascending.
@frozen
package struct Bits: Sequence, IteratorProtocol {
  @usableFromInline var left: UInt64

  @inlinable
  package init(_ mask: UInt64) { left = mask }

  @inlinable
  package mutating func next() -> Int? {
    guard left != 0 else { return nil }
    let place = left.trailingZeroBitCount
    left &= left - 1
    return place
  }
}
