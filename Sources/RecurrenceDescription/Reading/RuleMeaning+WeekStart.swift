internal import Recurrence

extension RuleMeaning {
  /// WKST, where Monday or Sunday, the two that people begin a week on, would not both do.
  var relevantWeekStart: Weekday? {
    let own = rule.weekStart
    if rule.frequency == .yearly { return rule.weekNumbers.isEmpty || own == .monday ? nil : own }
    guard rule.frequency == .weekly else { return nil }
    // What BYSETPOS counts comes in the week's own order.
    if !positions.isEmpty { return weekdays.nonzeroBitCount == 1 && interval == 1 ? nil : own }
    guard interval > 1, !isDayOpen else { return nil }
    guard let start else { return weekdays.nonzeroBitCount != 1 || own != .monday ? own : nil }
    let today = Int(start.local.date.weekday.rawValue)
    // In which week of the start's, the first or the next, each weekday comes first.
    func reach(_ first: Weekday) -> UInt8 {
      let lead = (today - Int(first.rawValue) + 7) % 7
      var later: UInt8 = 0
      for day in 0..<7 where (weekdays == 0 ? 127 : weekdays) >> day & 1 == 1 {
        if (day - today + 7) % 7 + lead >= 7 { later |= 1 << day }
      }
      return later
    }
    return reach(own) == reach(.monday) && reach(.monday) == reach(.sunday) ? nil : own
  }
}
