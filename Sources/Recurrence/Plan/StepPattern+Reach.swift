extension StepPattern {
  /// The weekdays (bit 0 is Monday) on which the progression ever meets a kept time: a progression of
  /// whole days may never leave its time of day, one of whole weeks its weekday.
  func reachedWeekdays(startingOn weekday: Int) -> UInt8 {
    let unitsPerDay = 86_400 / unit
    let stride = greatestCommonDivisor(interval, 7 * unitsPerDay)
    // Week time 0 is the midnight that begins the start's day.
    let first = anchor.floorRemainder(by: unitsPerDay)
    var reached: UInt8 = 0
    for day in 0..<7 {
      let midnight = day * unitsPerDay
      var place = (first - midnight).floorRemainder(by: stride)
      while place < unitsPerDay, let kept = kept(from: place) {
        let aligned = kept + (first - midnight - kept).floorRemainder(by: stride)
        if aligned == kept {
          reached |= 1 << UInt8((weekday + day) % 7)
          break
        }
        place = aligned
      }
    }
    return reached
  }

  /// The same steps on chosen days only.
  func limited(to days: DaySet) -> StepPattern {
    StepPattern(
      unit: unit, interval: interval, anchor: anchor, hours: hours, minutes: minutes, seconds: seconds,
      offsets: offsets, days: days)
  }
}
