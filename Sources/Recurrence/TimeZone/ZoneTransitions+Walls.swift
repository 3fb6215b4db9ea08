extension ZoneTransitions {
  /// The first wall second that may mean an instant at or after `instant` (UTC seconds).
  ///
  /// Times before it mean earlier instants; of those after it, only times that interleave with a gap's do.
  func firstWall(from instant: Int, policy: ZonePolicy) -> Int {
    // Local years 1 to 9999 reach beyond the same years in UTC by less than that.
    let margin = 2 * 86_400
    let range = LocalDateTime.range
    guard instant >= range.lowerBound - margin, instant <= range.upperBound + margin else { return instant }
    if let plain = walls(policy.fold).plainSegment(atInstant: instant) {
      return instant + plain.offsetSeconds
    }
    let wall = instant + offsetSeconds(atInstant: instant)
    let segment = segment(atWall: wall, policy: policy)
    let meant = wall - segment.offsetSeconds
    // A repeated time that means its first pass, asked for in the second: both are over at its end.
    if meant < instant { return segment.end }
    // One that means its second pass, asked for in the first: the whole repetition is still to come.
    if meant > instant { return segment.start }
    let gap = gap(before: segment, policy: policy)
    return gap > 0 && wall - segment.start < gap ? wall - gap : wall
  }

  /// The length of the gap that ends where a stretch begins, or 0.
  package func gap(before segment: WallSegment, policy: ZonePolicy) -> Int {
    guard segment.start > .min, segment.gapSeconds == 0 else { return 0 }
    return self.segment(atWall: segment.start - 1, policy: policy).gapSeconds
  }
}
