/// Busy intervals in order of their starts, ready to be searched.
///
/// Ends are kept as maxima of blocks, of blocks of blocks and so on, so that a search passes over what ended before
/// however long single intervals are.
struct BusyList: Sendable {
  struct Entry: Sendable {
    let start: Int
    let end: Int
    /// Its place in the list's owners.
    let owner: Int32
    /// Its place in the list's labels.
    let label: Int32
  }

  private(set) var entries: ContiguousArray<Entry> = []
  /// The latest end of each block of 16; then of each block of 16 of those.
  private var latestEnds: [ContiguousArray<Int>] = []
  /// The latest end of all blocks before each block of 16.
  private var endsBefore: ContiguousArray<Int> = []
  /// The first start of each block of 16, which a search reads instead of the entries themselves.
  private var blockStarts: ContiguousArray<Int> = []
  private(set) var owners: [BusyOwner] = []
  private var ownerPlaces: [BusyOwner: Int32] = [:]
  private(set) var labels = BusyLabels()

  private static let blockBits = 4

  /// Adds intervals in any order.
  ///
  /// - Complexity: O(n log n) in those added, O(m) in all.
  mutating func add(_ intervals: some Sequence<BusyInterval>) {
    let start = entries.count
    for interval in intervals {
      entries.append(
        Entry(
          start: interval.startMilliseconds, end: interval.endMilliseconds, owner: place(of: interval.owner),
          label: labels.add(interval.label)))
    }
    guard entries.count > start else { return }
    var isSorted = true
    for index in max(start, 1)..<entries.count where entries[index].start < entries[index - 1].start {
      isSorted = false
      break
    }
    if !isSorted { entries.sort { ($0.start, $0.end) < ($1.start, $1.end) } }
    dropRepeated()
    indexEnds()
  }

  /// Drops what another source has told too: the same id at the same time.
  private mutating func dropRepeated() {
    var kept = 0
    var first = 0
    var ids: Set<String> = []
    for index in entries.indices {
      let entry = entries[index]
      if entry.start != entries[first].start || entry.end != entries[first].end {
        first = kept
        ids.removeAll(keepingCapacity: true)
      } else if kept > first, entry.label != BusyLabels.none {
        if ids.isEmpty { for place in first..<kept { ids.insert(labels[entries[place].label].id) } }
        let id = labels[entry.label].id
        if !id.isEmpty, !ids.insert(id).inserted { continue }
      }
      entries[kept] = entry
      kept += 1
    }
    entries.removeSubrange(kept...)
  }

  private mutating func place(of owner: BusyOwner) -> Int32 {
    if let last = owners.last, last == owner { return Int32(owners.count - 1) }
    if let known = ownerPlaces[owner] { return known }
    owners.append(owner)
    let place = Int32(owners.count - 1)
    ownerPlaces[owner] = place
    return place
  }

  private mutating func indexEnds() {
    latestEnds = []
    endsBefore = []
    blockStarts = []
    for block in stride(from: 0, to: entries.count, by: 1 << Self.blockBits) {
      blockStarts.append(entries[block].start)
    }
    guard entries.count > 1 else { return }
    var level = Self.latest(of: entries.count) { entries[$0].end }
    latestEnds.append(level)
    endsBefore.reserveCapacity(level.count)
    var last = Int.min
    for end in level {
      endsBefore.append(last)
      last = max(last, end)
    }
    while level.count > 1 {
      level = Self.latest(of: level.count) { level[$0] }
      latestEnds.append(level)
    }
  }

  /// The latest of each block of ends.
  private static func latest(of count: Int, _ end: (Int) -> Int) -> ContiguousArray<Int> {
    var latest: ContiguousArray<Int> = []
    latest.reserveCapacity(count >> blockBits + 1)
    for block in stride(from: 0, to: count, by: 1 << blockBits) {
      var last = Int.min
      for index in block..<min(block + 1 << blockBits, count) { last = max(last, end(index)) }
      latest.append(last)
    }
    return latest
  }

  /// The place of the first interval that starts at an instant or later.
  func firstPlace(startingAt instant: Int) -> Int {
    // Both halves are as likely: what is chosen without a branch is not guessed wrong.
    var (low, count) = (0, blockStarts.count)
    while count > 0 {
      let half = count / 2
      let isLater = blockStarts[low + half] < instant
      low += isLater ? half + 1 : 0
      count = isLater ? count - half - 1 : half
    }
    // Where there is a block before, it holds the place, or the place is its end.
    var place = max(0, low - 1) << Self.blockBits
    let end = min(low << Self.blockBits, entries.count)
    while place < end, entries[place].start < instant { place += 1 }
    return place
  }

  /// Calls `body` with the place of each interval that shares time with a range, in order of their starts.
  ///
  /// - Complexity: O(log n), and O(log n) for each interval found.
  @inline(__always)
  func forEach(overlapping range: Range<Int>, _ body: (Int) -> Void) {
    guard !range.isEmpty else { return }
    let end = firstPlace(startingAt: range.upperBound)
    let start = ended(by: range.lowerBound, before: end)
    var place = next(endingAfter: range.lowerBound, from: start, before: end)
    while place < end {
      body(place)
      place = next(endingAfter: range.lowerBound, from: place + 1, before: end)
    }
  }

  /// What shares time with a range, in order of the starts.
  func intervals(overlapping range: Range<Int>) -> [BusyInterval] {
    var found: [BusyInterval] = []
    forEach(overlapping: range) { place in
      let entry = entries[place]
      let interval = BusyInterval(
        startMilliseconds: entry.start, endMilliseconds: entry.end, owner: owners[Int(entry.owner)],
        label: labels[entry.label])
      if let interval { found.append(interval) }
    }
    return found
  }

  /// Whether an interval shares time with a range.
  func isTaken(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let end = firstPlace(startingAt: range.upperBound)
    let start = ended(by: range.lowerBound, before: end)
    return next(endingAfter: range.lowerBound, from: start, before: end) < end
  }

  /// A place before which every interval has ended by an instant; near the first that has not, unless it is a long
  /// one.
  ///
  /// Most intervals are short, so that it is looked for from the end on, in ever longer steps.
  private func ended(by instant: Int, before end: Int) -> Int {
    guard end > 0, !endsBefore.isEmpty else { return 0 }
    var block = (end - 1) >> Self.blockBits
    var step = 1
    while block > 0, endsBefore[block] > instant {
      block = max(0, block - step)
      step *= 2
    }
    return block << Self.blockBits
  }

  /// The first place from `start` on whose interval ends after an instant; `end` where there is none before it.
  private func next(endingAfter instant: Int, from start: Int, before end: Int) -> Int {
    var (level, place) = (-1, start)
    // Up while a whole block has ended, then down into the one that has not.
    while true {
      if level < 0 {
        if place >= end { return end }
        if entries[place].end > instant { return place }
      } else {
        if place >= latestEnds[level].count || place << (Self.blockBits * (level + 1)) >= end { return end }
        if latestEnds[level][place] > instant {
          place <<= Self.blockBits
          level -= 1
          continue
        }
      }
      place += 1
      while place & (1 << Self.blockBits - 1) == 0, level + 1 < latestEnds.count {
        place >>= Self.blockBits
        level += 1
        if place < latestEnds[level].count, latestEnds[level][place] > instant { break }
      }
    }
  }
}
