import AppointmentClient
import SchedulingCore

/// What somebody found in the calendar who looked for a request whose answer was lost.
enum Finding: Sendable {
  static let members: Set = ["found", "notApplied"]

  /// It was applied to this event, or created it.
  case found(id: String)
  case notApplied

  /// `nil` where a body says nothing of it.
  init?(_ body: JSONBody) throws {
    if let id = try body.text("found") {
      self = .found(id: id)
    } else if body["notApplied"] == true {
      self = .notApplied
    } else {
      return nil
    }
  }

  /// The journal's entry for it; `nil` where no outcome is open.
  func entry(_ position: PlanPosition?) throws -> JournalEntry? {
    guard let position else { return nil }
    return switch self {
    case .found(let id): .answered(position, try PlanAnswer(foundAt: id))
    case .notApplied: .notApplied(position)
    }
  }
}
