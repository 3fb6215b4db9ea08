/// What busy intervals of one owner mean for a team.
struct BusyRelation: Sendable {
  /// The places in the team of those whose time they take, ascending; `nil` where they take everyone's.
  let persons: [Int]?
  /// Whether they are appointments of the calendar that is booked.
  let isSameCalendar: Bool
  /// What has to stay free before and after them, in milliseconds.
  let before: Int
  let after: Int

  init(_ owner: BusyOwner, to team: BookingTeam, in availability: Availability) {
    let calendar = availability.calendar
    let isHere = owner.calendarID == nil || owner.calendarID == calendar.id
    isSameCalendar = owner.kind == .appointment && isHere
    switch owner.kind {
    case .blocked where owner.userIDs.isEmpty: persons = isHere ? nil : []
    // The seats of a class are those of its calendar, whoever teaches it.
    case .appointment where calendar.kind == .classBooking && isHere: persons = nil
    default: persons = owner.userIDs.isEmpty ? nil : team.places(of: owner.userIDs)
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
