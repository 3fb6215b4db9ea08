extension Range<Int> {
  /// The first place that fulfils a condition which all later ones fulfil too; the end where none does.
  ///
  /// - Complexity: O(log n) calls.
  @inlinable @inline(__always)
  package func partitionPoint(where isLate: (Int) -> Bool) -> Int {
    var low = lowerBound
    var high = upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if isLate(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The first index whose value is at least `value`.
///
/// - Parameter values: Ascending.
func lowerBound(_ values: ContiguousArray<Int>, _ value: Int) -> Int {
  if values.count == 1 { return values[0] < value ? 1 : 0 }
  return values.indices.partitionPoint { values[$0] >= value }
}
