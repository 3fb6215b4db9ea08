internal import Recurrence
internal import RecurrenceDescription
internal import SchedulingCore

// What daylight saving time does to the instance.
extension InstanceExplanation {
  var clockTexts: [String] {
    guard !zone.isFixed else { return [] }
    return [gapText, foldText, changeWithinText, otherOffsetText, mistakenOffsetText].compactMap { $0 }
  }

  private var occurrence: Occurrence? { location?.place?.occurrence }

  private var gapText: String? {
    guard let occurrence, occurrence.gapSeconds != 0 else { return nil }
    return
      "The clocks skip \(EnglishDates.clock(occurrence.nominalLocal)), the time the series has, on that day: "
      + "it takes place at \(EnglishDates.clock(occurrence.local))."
  }

  /// A time that the clocks show twice.
  private var foldText: String? {
    guard let local = local(id.startMilliseconds), id.startMilliseconds % 1000 == 0,
      let first = zone.occurrence(at: local, policy: ZonePolicy(fold: .first)),
      let second = zone.occurrence(at: local, policy: ZonePolicy(fold: .second)),
      first.startMilliseconds != second.startMilliseconds
    else { return nil }
    let pass = first.startMilliseconds == id.startMilliseconds ? "first" : "second"
    return "The clocks show \(EnglishDates.clock(local)) twice on that day; the \(pass) time is meant."
  }

  private var changeWithinText: String? {
    let (from, to) = (startSeconds, endMilliseconds.floorDivided(by: 1000))
    guard let change = zone.transitions(in: from + 1..<max(to, from + 1)).first else { return nil }
    let difference = change.offsetAfter - change.offsetBefore
    guard difference != 0 else { return nil }
    return "The clocks go \(difference > 0 ? "forward" : "back") by "
      + "\(DurationText.text(seconds: abs(difference))) while it takes place."
  }

  private var otherOffsetText: String? {
    guard let series = context?.series, let occurrence else { return nil }
    let own = Int(occurrence.offsetSeconds)
    let masters = zone.offsetSeconds(atInstant: series.startMilliseconds.floorDivided(by: 1000))
    guard own != masters, occurrence.gapSeconds == 0 else { return nil }
    return "The offset is \(OffsetDateTime.offsetText(own)), not the first start's "
      + "\(OffsetDateTime.offsetText(masters)): the time on the clock stays, the instant moves."
  }

  /// An id made with the offset of the other half of the year misses its occurrence by the difference.
  private var mistakenOffsetText: String? {
    guard override == nil, location?.absence?.reason == .notGenerated,
      let nearest = location?.absence?.nearest
    else { return nil }
    let year = 366 * 86_400
    let shifts = Set(
      zone.transitions(in: startSeconds - year..<startSeconds + year).map {
        ($0.offsetAfter - $0.offsetBefore).magnitude
      })
    for near in nearest {
      let difference = (near.startMilliseconds - id.startMilliseconds) / 1000
      guard difference != 0, shifts.contains(difference.magnitude),
        near.startMilliseconds - id.startMilliseconds == difference * 1000
      else { continue }
      return
        "It misses \(near) by \(DurationText.text(seconds: abs(difference))), as an id does that was made with the "
        + "offset of another time of the year."
    }
    return nil
  }
}
