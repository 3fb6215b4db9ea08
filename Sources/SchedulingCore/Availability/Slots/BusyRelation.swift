/// What busy intervals of one owner mean for an appointment.
struct BusyRelation: Sendable {
  /// Whose time they take.
  enum Concerned: Sendable {
    case nobody, everyone
    /// The place in the team.
    case one(Int)
    /// Their places in the team, ascending.
    case some([Int])
  }

  /// Whether they are appointments of the calendar that is booked.
  let isSameCalendar: Bool
  /// What has to stay free before and after them, in milliseconds.
  let before: Int
  let after: Int
  /// Whether they take the time of all of the team.
  let concernsEveryone: Bool

  /// - Parameter concerned: Whose time they take.
  init(_ owner: BusyOwner, _ concerned: Concerned, in availability: Availability) {
    if case .everyone = concerned { concernsEveryone = true } else { concernsEveryone = false }
    isSameCalendar = owner.kind == .appointment && owner.isHere(availability.calendar)
    let shape: SlotShape? =
      switch owner.kind {
      case .appointment where isSameCalendar: availability.calendar.slot
      case .appointment: owner.calendarID.flatMap { availability.otherCalendars[$0]?.slot }
      case .blocked, .outside: nil
      }
    before = (shape?.bufferBeforeSeconds ?? 0) * 1000
    after = (shape?.bufferAfterSeconds ?? 0) * 1000
  }
}

extension BusyRelation.Concerned {
  init(by owner: BusyOwner, of team: BookingTeam, _ calendar: BookingCalendar) {
    switch owner.kind {
    case .blocked where owner.userIDs.isEmpty: self = owner.isHere(calendar) ? .everyone : .nobody
    // The seats of a class are those of its calendar, whoever teaches it.
    case .appointment where calendar.kind == .classBooking && owner.isHere(calendar): self = .everyone
    case _ where owner.userIDs.isEmpty: self = .everyone
    default: self = team.concerned(among: owner.userIDs)
    }
  }
}

extension BusyOwner {
  fileprivate func isHere(_ calendar: BookingCalendar) -> Bool {
    calendarID == nil || calendarID == calendar.id
  }
}
