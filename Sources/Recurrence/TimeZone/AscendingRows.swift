/// Ascending seconds that are searched in a few steps, wherever they lie.
///
/// A guide says for each stretch of about half a year which rows lie in it, so that a search halves
/// a handful of rows instead of a thousand.
struct AscendingRows: Sendable {
  let values: [Int]
  private let base: Int
  private let guide: [Int32]

  /// 2^24 seconds are 194 days.
  private static let bucketBits = 24

  /// - Parameter values: Strictly ascending; but for the first they lie in the years 0 to 10001.
  init(_ values: [Int]) {
    self.values = values
    guard let last = values.last, let first = values.first(where: { $0 > .min }) else {
      base = 0
      guide = [0, 0]
      return
    }
    base = first
    var guide: [Int32] = []
    var row = 0
    // For each stretch the last row that has begun when the stretch begins.
    for start in stride(from: first, through: last, by: 1 << Self.bucketBits) {
      while row + 1 < values.count, values[row + 1] <= start { row += 1 }
      guide.append(Int32(row))
    }
    guide.append(Int32(values.count - 1))
    self.guide = guide
  }

  /// The last row whose value is not above `value`, or -1.
  @inline(__always)
  func row(holding value: Int) -> Int {
    guard let first = values.first, first <= value else { return -1 }
    guard value >= base else { return 0 }
    let bucket = min((value - base) >> Self.bucketBits, guide.count - 2)
    // The bucket's first row has begun, so that the search begins after it.
    let rows = Int(guide[bucket]) + 1..<Int(guide[bucket + 1]) + 1
    return rows.partitionPoint { values[$0] > value } - 1
  }
}
