import SchedulingCore

/// An edit, or a cancellation, of a stored series as the body of a request has it.
struct EditRequest {
  static let members: Set = [
    "edit", "cancellation", "id", "scope", "move", "overridden", "calendar", "version",
  ]

  let edit: AppointmentEdit
  let cancellation: Cancellation?
  let reach: EditReach
  /// What the new times are checked against, beside what is booked here.
  let calendar: BookingCalendar?
  /// The version of the series that was shown to whoever edits it.
  let version: Int?

  init(_ body: JSONBody) throws {
    edit = try body["edit"].map { try AppointmentEdit($0) } ?? AppointmentEdit()
    cancellation = try (body.choice("cancellation") as Cancellation.Style?).map { Cancellation($0) }
    reach = EditReach(
      id: try body.text("id").map { try EventReference(parsing: $0) }, scope: try body.choice("scope"),
      move: try body.choice("move") ?? .all, overridden: try body.choice("overridden") ?? .keep)
    calendar = try body["calendar"].map { try BookingCalendar($0) }
    version = try body.number("version")
  }

  /// Whether nothing is to change, so that only the series as it is can be meant.
  var isEmpty: Bool { edit.isEmpty && cancellation == nil }

  /// What the edit of a series is worked out from.
  func request(of series: StoredSeries) -> PreviewRequest {
    var request = series.request(edit, cancellation: cancellation)
    request.reach = reach
    return request
  }
}
