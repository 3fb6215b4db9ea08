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
}
