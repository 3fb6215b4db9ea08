public import Recurrence

/// All that tells whether a time can be booked: a calendar, its schedules, what is busy, and the time it is now.
///
/// ```swift
/// var availability = Availability(calendar: calendar)
/// availability.schedules = schedules
/// availability.busy = busy
/// let slots = try availability.slots(in: week)
/// slots.free.map(\.start.text)  // 2026-03-02T09:00:00-05:00 …
/// ```
public struct Availability: Sendable {
  /// The calendar that is booked.
  public let calendar: BookingCalendar
  /// Its own schedule and those of its team.
  public var schedules: [BookingSchedule]
  /// What is taken; `nil` where that is not known, so that it is not checked.
  public var busy: BusyTime?
  /// The other calendars of the same users by their ids: they tell the buffers of what is booked there.
  public var otherCalendars: [String: BookingCalendar]
  /// The time it is, in epoch milliseconds; `nil` where it does not matter, so that neither notice nor range count.
  public var now: Int?
  /// The users who are asked for; the whole team where there are none.
  public var users: [String] {
    get { needs.users }
    set { needs.users = newValue }
  }
  /// The rooms and the equipment that an appointment needs, and how many appointments can have each at a time;
  /// whoever else has them and in whatever calendar, an event that names one in `assignedResources` takes it.
  public var resources: [String: Int] {
    get { needs.resources }
    set { needs.resources = newValue }
  }
  /// The zone of a calendar that tells none by itself or by its schedules.
  public var zone: ZoneTransitions?
  /// What is taken for granted.
  public var assumptions: SlotAssumptions
  private var needs: Needs

  /// Who and what has to be free.
  private struct Needs: Sendable {
    var users: [String] = []
    var resources: [String: Int] = [:]
  }

  /// A calendar of which nothing else is known.
  public init(calendar: BookingCalendar) {
    self.calendar = calendar
    schedules = []
    otherCalendars = [:]
    needs = Needs()
    assumptions = SlotAssumptions()
  }

  /// Asks for the rooms and the equipment of an appointment, each of which one appointment has at a time unless
  /// `resources` says otherwise.
  public mutating func needResources(of appointment: Appointment) {
    for id in appointment.resourceIDs where resources[id] == nil { resources[id] = 1 }
  }
}
