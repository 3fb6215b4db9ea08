/// A zone's wall-clock axis, cut into stretches with one offset each and into gaps.
///
/// The stretches touch each other and cover everything; each starts where the one before it ends.
final class WallTable: Sendable {
  /// The stretches, ascending; the first starts at `Int.min`, the last ends at `Int.max`.
  private let rows: ContiguousArray<WallSegment>
  /// For each 2^24 seconds (194 days) from `base` on, the last row that has begun by then.
  private let guide: ContiguousArray<Int32>
  private let base: Int
  /// From when on the stretches repeat with the Gregorian calendar, or `Int.max`.
  private let cycleStart: Int

  private static let bucketBits = 24

  /// Cuts the axis for a fold policy, from transitions in ascending order.
  ///
  /// A clock covers the wall seconds from its own start to its own end. Where several cover the same
  /// second the earliest or the latest has it; where none does there is a gap. Built so, the table is
  /// a partition even for transitions that follow each other faster than the clocks change.
  init(initialOffset: Int, instants: [Int], offsets after: [Int32], fold: ZonePolicy.Fold, cycleStart: Int) {
    let count = instants.count
    func offset(_ clock: Int) -> Int { clock == 0 ? initialOffset : Int(after[clock - 1]) }
    func start(_ clock: Int) -> Int { clock == 0 ? .min : instants[clock - 1] + offset(clock) }
    func end(_ clock: Int) -> Int { clock == count ? .max : instants[clock] + offset(clock) }

    var rows: [(start: Int, offset: Int, gap: Int)] = []
    rows.reserveCapacity(count + count / 2 + 2)
    switch fold {
    case .first:
      var covered = Int.min
      for clock in 0...count where clock == count || end(clock) > covered {
        if start(clock) > covered {
          rows.append((covered, offset(clock - 1), offset(clock) - offset(clock - 1)))
        }
        rows.append((max(start(clock), covered), offset(clock), 0))
        covered = end(clock)
      }
    case .second:
      var covered = Int.max
      for clock in (0...count).reversed() where clock == 0 || start(clock) < covered {
        if end(clock) < covered {
          rows.append((end(clock), offset(clock), offset(clock + 1) - offset(clock)))
        }
        rows.append((start(clock), offset(clock), 0))
        covered = start(clock)
      }
      rows.reverse()
    }
    var segments = ContiguousArray<WallSegment>()
    segments.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      let end = index + 1 < rows.count ? rows[index + 1].start : Int.max
      segments.append(
        WallSegment(start: row.start, end: end, offsetSeconds: row.offset, gapSeconds: row.gap))
    }
    self.rows = segments
    self.cycleStart = cycleStart
    base = rows.count > 1 ? rows[1].start : .max
    var guide: ContiguousArray<Int32> = []
    if rows.count > 1 {
      var row = 1
      for start in stride(from: base, through: rows[rows.count - 1].start, by: 1 << Self.bucketBits) {
        while row + 1 < rows.count, rows[row + 1].start <= start { row += 1 }
        guide.append(Int32(row))
      }
    }
    self.guide = guide
  }

  /// The stretch whose offset is in force at an instant (UTC seconds) that is days away from its ends.
  ///
  /// Nothing that the clocks skip or repeat is near then: the instant's wall second means just it.
  func plainSegment(atInstant instant: Int) -> WallSegment? {
    // More than any offset, and any gap beside it.
    let margin = 3 * 86_400
    guard LocalDateTime.range.contains(instant) else { return nil }
    let found = segment(at: instant)
    return found.gapSeconds == 0 && instant - margin >= found.start && instant + margin < found.end
      ? found : nil
  }

  /// The stretch that holds a wall second.
  ///
  /// - Complexity: A look at the guide and at the few stretches of half a year.
  func segment(at wall: Int) -> WallSegment {
    let wall = min(wall, ZoneTable.horizon)
    if wall < base { return rows[0] }
    let shift = ZoneTable.cycleShift(of: wall, from: cycleStart)
    let sought = wall &- shift
    var row = Int(guide[min((sought &- base) >> Self.bucketBits, guide.count &- 1)])
    while sought >= rows[row].end { row &+= 1 }
    let found = rows[row]
    // Beyond year 10000 offsets do not change.
    if shift == 0, found.end <= ZoneTable.horizon { return found }
    let end = found.end == .max ? Int.max : found.end + shift
    return WallSegment(
      start: found.start + shift, end: end > ZoneTable.horizon ? .max : end,
      offsetSeconds: found.offsetSeconds, gapSeconds: found.gapSeconds)
  }
}
