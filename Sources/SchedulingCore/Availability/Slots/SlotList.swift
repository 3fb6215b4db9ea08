public import Recurrence

/// The slots of a calendar in a range.
public struct SlotList: Sendable {
  /// In order; only free ones unless all were asked for.
  public let slots: [Slot]
  /// The zone that their offsets and days are in.
  public let zone: ZoneTransitions
  /// What is worth knowing about the calendar, its schedules and what was not checked.
  public let findings: [Diagnostic]

  /// Those that can be booked.
  public var free: [Slot] { slots.filter(\.isFree) }

  /// The slots by the local day of their start, in order.
  public var days: [(date: CivilDate, slots: [Slot])] {
    var days: [(date: CivilDate, slots: [Slot])] = []
    for slot in slots {
      let date = slot.start.local.date
      if days.last?.date == date {
        days[days.count - 1].slots.append(slot)
      } else {
        days.append((date, [slot]))
      }
    }
    return days
  }
}
