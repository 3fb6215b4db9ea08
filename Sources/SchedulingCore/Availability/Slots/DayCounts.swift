internal import Recurrence

/// How many appointments of the calendar each local day has, counted when first asked for.
struct DayCounts {
  private var counts: [Int: Int] = [:]
  /// Those that are in no list yet.
  private var added: [Int: Int] = [:]

  /// Counts one more appointment on the local day of an instant.
  mutating func add(_ instant: Int, in zone: ZoneTransitions) {
    added[zone.dayNumber(atMilliseconds: instant), default: 0] += 1
  }

  /// Those of the local day of an instant that are not left out.
  mutating func count(
    at instant: Int, in list: BusyList, zone: ZoneTransitions, where counts: (BusyList.Entry) -> Bool
  ) -> Int {
    let day = zone.dayNumber(atMilliseconds: instant)
    let others = added[day] ?? 0
    if let known = self.counts[day] { return known + others }
    // A day of the clock can be cut in two by a repeated midnight: the entries beside it tell by their own day.
    let first = list.firstPlace(startingAt: (zone.startSeconds(ofDay: day) - 86_400) * 1000)
    let end = list.firstPlace(startingAt: (zone.startSeconds(ofDay: day + 1) + 86_400) * 1000)
    let count = list.entries[first..<end].count {
      zone.dayNumber(atMilliseconds: $0.start) == day && counts($0)
    }
    self.counts[day] = count
    return count + others
  }
}
