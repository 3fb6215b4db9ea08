/// A zone's wall-clock axis, cut into stretches with one offset each and into gaps.
///
/// The stretches touch each other and cover everything; each starts where the one before it ends.
struct WallTable: Sendable {
  /// The first wall second of each stretch, ascending; the first is `Int.min`.
  let starts: AscendingRows
  let offsets: [Int32]
  let gaps: [Int32]

  /// Cuts the axis for a fold policy, from transitions in ascending order.
  ///
  /// A clock covers the wall seconds from its own start to its own end. Where several cover the same
  /// second the earliest or the latest has it; where none does there is a gap. Built so, the table is
  /// a partition even for transitions that follow each other faster than the clocks change.
  init(initialOffset: Int, instants: [Int], offsets after: [Int32], fold: ZonePolicy.Fold) {
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
    starts = AscendingRows(rows.map(\.start))
    offsets = rows.map { Int32($0.offset) }
    gaps = rows.map { Int32($0.gap) }
  }
}
