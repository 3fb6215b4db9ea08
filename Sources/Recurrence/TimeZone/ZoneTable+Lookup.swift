extension ZoneTable {
  func offset(at instant: Int) -> Int {
    let instant = min(instant, Self.horizon)
    let row = instants.row(holding: instant - cycleShift(of: instant))
    return row < 0 ? initialOffset : Int(offsets[row])
  }

  func transitions(in range: Range<Int>) -> [ZoneTransition] {
    // Offsets reach 26 hours: local years 1 to 9999 lie within two days of the same years in UTC.
    let margin = 2 * 86_400
    let end = min(range.upperBound, LocalDateTime.range.upperBound + margin)
    var instant = max(range.lowerBound, LocalDateTime.range.lowerBound - margin)
    guard instant < end, !instants.values.isEmpty else { return [] }
    var found: [ZoneTransition] = []
    // The first row at or after the instant, then on; the table's end leads back by a cycle.
    while instant < end {
      let shift = cycleShift(of: instant)
      var row = instants.row(holding: instant - shift - 1) + 1
      let limit = cycleStart == .max ? Int.max : cycleStart + Self.cycle
      while row < instants.values.count, instants.values[row] < limit, instants.values[row] + shift < end {
        found.append(
          ZoneTransition(
            instant: instants.values[row] + shift,
            offsetBefore: row == 0 ? initialOffset : Int(offsets[row - 1]),
            offsetAfter: Int(offsets[row])))
        row += 1
      }
      guard cycleStart != .max else { break }
      instant = limit + shift
    }
    return found
  }

  func segment(atWall wall: Int, fold: ZonePolicy.Fold) -> WallSegment {
    switch fold {
    case .first: search(wall, in: firstFold)
    case .second: search(wall, in: secondFold)
    }
  }

  func segment(atWall wall: Int, hint: WallSegment, fold: ZonePolicy.Fold) -> WallSegment {
    if hint.start <= wall, wall < hint.end { return hint }
    switch fold {
    case .first: return step(wall, from: hint, in: firstFold)
    case .second: return step(wall, from: hint, in: secondFold)
    }
  }

  private func search(_ wall: Int, in walls: WallTable) -> WallSegment {
    let wall = min(wall, Self.horizon)
    let shift = cycleShift(of: wall)
    return segment(row: walls.starts.row(holding: wall - shift), shift: shift, in: walls)
  }

  private func step(_ wall: Int, from hint: WallSegment, in walls: WallTable) -> WallSegment {
    // The table's last row ends nowhere only because the table does, so it is left to the search.
    if wall >= hint.end, hint.index + 3 < walls.starts.values.count, hint.index >= 0 {
      let shift = hint.index == 0 ? 0 : hint.start - walls.starts.values[hint.index]
      if wall - shift < walls.starts.values[hint.index + 2] {
        return segment(row: hint.index + 1, shift: shift, in: walls)
      }
      if wall - shift < walls.starts.values[hint.index + 3] {
        return segment(row: hint.index + 2, shift: shift, in: walls)
      }
    }
    return search(wall, in: walls)
  }

  private func segment(row: Int, shift: Int, in walls: WallTable) -> WallSegment {
    let next = row + 1
    let end = next < walls.starts.values.count ? walls.starts.values[next] + shift : Int.max
    return WallSegment(
      start: row == 0 ? .min : walls.starts.values[row] + shift,
      end: end > Self.horizon ? .max : end,
      offsetSeconds: Int(walls.offsets[row]), gapSeconds: Int(walls.gaps[row]), index: row)
  }
}
