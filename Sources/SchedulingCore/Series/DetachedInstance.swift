internal import Recurrence

/// An event that belongs to a series and has no occurrence of its own there.
public struct DetachedInstance: Hashable, Sendable {
  /// Why it has none.
  public enum Reason: String, CaseIterable, Hashable, Codable, Sendable {
    /// Its occurrence is excluded from the series.
    case excluded
    /// Another event that is listed stands for its occurrence, or it is listed twice itself.
    case listedTwice
    /// What it is an instance of is not known.
    case unknown
  }

  /// The event.
  public let appointment: Appointment
  /// Why it has no occurrence of its own.
  public let reason: Reason
  /// The start of the occurrence it would stand for, in epoch milliseconds; `nil` where that is not known.
  public let originalStartMilliseconds: Int?

  /// - Parameter other: The id of the event that stands for its occurrence.
  func finding(in series: Series, other: String?) -> Diagnostic {
    let id = appointment.id
    let when = originalStartMilliseconds.map { series.describe($0) } ?? ""
    let (message, remedy) =
      switch reason {
      case .excluded:
        (
          "The event \(id) belongs to the series, but its occurrence of \(when) is excluded",
          "Look whether it still takes place, and cancel it on its own where it should not."
        )
      case .listedTwice where other == id:
        ("The event \(id) is listed twice, and the first counts", "List each instance once.")
      case .listedTwice:
        (
          "The event \(id) stands for the occurrence of \(when) like \(other ?? "another"), which counts",
          "Look which of the two takes place."
        )
      case .unknown:
        (
          "The event \(id) belongs to the series, but stands for none of its occurrences",
          "Look at it after the edit: neither its id nor its start shows what it is an instance of."
        )
      }
    return Diagnostic(
      appointment.appointmentStatus == .cancelled ? .note : .warning, .instanceDetached,
      "\(message); the plan leaves it alone.", field: "events", remedy: remedy)
  }
}
