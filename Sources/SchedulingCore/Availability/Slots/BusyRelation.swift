/// What busy intervals of one owner mean for a person.
struct BusyRelation: Sendable {
  /// Whether they take the person's time.
  let concerns: Bool
  /// Whether they are appointments of the calendar that is booked.
  let isSameCalendar: Bool
  /// What has to stay free before and after them, in milliseconds.
  let before: Int
  let after: Int

  init(_ owner: BusyOwner, to userID: String?, in availability: Availability) {
    let calendar = availability.calendar
    let isHere = owner.calendarID == nil || owner.calendarID == calendar.id
    let isTheirs = owner.userIDs.isEmpty || userID == nil || userID.map(owner.userIDs.contains) == true
    isSameCalendar = owner.kind == .appointment && isHere
    switch owner.kind {
    case .blocked where owner.userIDs.isEmpty: concerns = isHere
    // The seats of a class are those of its calendar, whoever teaches it.
    case .appointment where calendar.kind == .classBooking && isHere: concerns = true
    default: concerns = isTheirs
    }
    let shape: SlotShape? =
      switch owner.kind {
      case .appointment where isHere: calendar.slot
      case .appointment: owner.calendarID.flatMap { availability.otherCalendars[$0]?.slot }
      case .blocked, .outside: nil
      }
    before = (shape?.bufferBeforeSeconds ?? 0) * 1000
    after = (shape?.bufferAfterSeconds ?? 0) * 1000
  }
}
