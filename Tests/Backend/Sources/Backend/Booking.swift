import Foundation
import GRDB
import SchedulingCore

/// A stretch of someone's time that an occurrence takes.
struct Booking: Sendable {
  /// An instance's id; one that the server has yet to choose is named by its step, as ``PlannedID`` writes it.
  let instanceID: String
  let calendarID: String
  /// Empty where nobody is assigned: then it is the calendar that can't take two at once.
  let userID: String
  /// Milliseconds since 1970-01-01T00:00:00Z.
  let start: Int
  let end: Int

  /// `nil` for what takes nobody's time, or none.
  private init?(_ entry: AgendaEntry) {
    let end = entry.end?.milliseconds ?? entry.startMilliseconds + entry.durationSeconds * 1000
    calendarID = entry.value(of: .calendarId)?.stringValue ?? ""
    userID = entry.value(of: .assignedUserId)?.stringValue ?? ""
    guard entry.takesPlace, !calendarID.isEmpty || !userID.isEmpty, end > entry.startMilliseconds else {
      return nil
    }
    instanceID = "\(entry.id)"
    start = entry.startMilliseconds
    self.end = end
  }

  /// Which part of a series is booked: what is over takes nobody's time, and some have no end.
  ///
  /// - Returns: Two years from a day ago on, in epoch milliseconds.
  static func window() -> Range<Int> {
    let now = Int(Date().timeIntervalSince1970 * 1000)
    let day = 86_400_000
    return now - day..<now + 731 * day
  }

  /// What an agenda takes; at most a thousand times.
  static func list(_ agenda: Agenda) -> [Booking] { agenda.prefix(1000).compactMap { Booking($0) } }
}

extension Booking: FetchableRecord {
  init(row: Row) {
    instanceID = row["instanceID"]
    calendarID = row["calendarID"]
    userID = row["userID"]
    start = row["startMilliseconds"]
    end = row["endMilliseconds"]
  }
}
