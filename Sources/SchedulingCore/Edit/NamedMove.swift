internal import Recurrence

/// A series of which one day moves: the part of the rule that a named occurrence stands on is replaced by what
/// another date says. What stands on other days stays, COUNT too; EXDATEs of the day move along, and so does an
/// UNTIL that the last occurrence would pass.
struct NamedMove {
  /// The series afterwards.
  let rebase: SeriesRebase
  /// How its occurrences get there.
  let move: OccurrenceMove

  /// Moves the day of one occurrence.
  ///
  /// - Parameters:
  ///   - named: The local start of the occurrence by the series.
  ///   - date: The date it moves to.
  ///   - clockSeconds: How much later all occurrences start on the clock.
  /// - Throws: `ruleNotMovable` where no part says the occurrence's day, or none can say the new one.
  init(
    _ series: Series, named: LocalDateTime, to date: CivilDate, clockSeconds: Int
  ) throws(ValidationFailure) {
    let clock = try SeriesRebase(
      moving: series.text, from: series.start, bySeconds: clockSeconds, options: series.options)
    let base = try Series(
      masterID: series.masterID, start: clock.start, durationSeconds: series.durationSeconds,
      nominalDays: series.nominalDays, text: clock.text, options: series.options)
    let wall = named.wallSeconds + clockSeconds
    guard let slot = LocalDateTime(wallSeconds: wall),
      let target = LocalDateTime(wallSeconds: date.dayNumber * 86_400 + wall.floorRemainder(by: 86_400))
    else {
      throw ValidationFailure(
        .startOutOfRange, "The moved start lies outside years 1 to 9999.", field: "startTime")
    }
    let draft = try NamedMoveDraft(base, from: slot, to: target)
    guard draft.move.wall(of: slot) == target.wallSeconds else {
      throw NamedMoveDraft.refusal(
        "RRULE", "\(date) lies in another week, month or year than \(slot.date)")
    }
    let set = try ValidationFailure.of { () throws(RecurrenceError) in
      try RecurrenceSet(draft.text, start: draft.start, options: series.options)
    }
    let instant = base.start.zone.occurrence(at: target, policy: series.options.zonePolicy)
    guard let instant, set.contains(instant.startMilliseconds) else {
      throw NamedMoveDraft.refusal(
        "RRULE", "with its day replaced the series has no occurrence on \(date)")
    }
    rebase = SeriesRebase(
      start: draft.start, text: draft.text, isTextChanged: draft.text != series.text, notes: clock.notes)
    var move = OccurrenceMove(seconds: clockSeconds, day: draft.move.day)
    for (wall, target) in draft.move.additions { move.additions[wall - clockSeconds] = target }
    self.move = move
  }
}
