internal import Recurrence

extension ZoneTransitions {
  /// The instant a wall time means: in a gap with the offset before it, in a fold the first pass.
  func instantSeconds(atWall wall: Int) -> Int {
    wall - segment(atWall: wall, policy: ZonePolicy()).offsetSeconds
  }

  /// The first instant of a local day, in seconds: that of midnight, or the end of the gap that midnight lies in.
  func startSeconds(ofDay dayNumber: Int) -> Int {
    let segment = segment(atWall: dayNumber * 86_400, policy: ZonePolicy())
    let wall = segment.gapSeconds > 0 ? segment.start : dayNumber * 86_400
    return wall - segment.offsetSeconds
  }

  /// The local day of an instant.
  func dayNumber(atMilliseconds milliseconds: Int) -> Int {
    wallSeconds(atMilliseconds: milliseconds).floorDivided(by: 86_400)
  }
}
