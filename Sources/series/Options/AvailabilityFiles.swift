internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// What tells whether times can be booked.
struct AvailabilityFiles: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A schedule of the calendar or of its users as the API returns it, or a list of them; may be repeated.",
      valueName: "file"), completion: .file())
  var schedule: [String] = []

  @Option(
    help: ArgumentHelp(
      "What is taken; may be repeated.",
      discussion: """
        What GET /calendars/events or GET /calendars/blocked-slots returns, or an iCalendar file, in which a user's id \
        and = before the path tell whose time it is. A calendar as the API returns it tells the buffers of what is \
        booked there.
        """, valueName: "file"), completion: .file())
  var busy: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      What is assumed of the service: closing=endsByClosing or startsByClosing, buffers=longer or sum, grid=required \
      or free; may be repeated.
      """, valueName: "name=value"))
  var assumeSlots: [SlotAssumption] = []

  /// Whether any is given; they say nothing without a calendar.
  var isGiven: Bool { !(schedule + busy).isEmpty || !assumeSlots.isEmpty }

  /// Refuses to read standard input twice.
  func check(besides others: [String?]) throws {
    if (others + schedule + busy).count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Only one of the files can be standard input.")
    }
  }

  /// What the files say.
  ///
  /// - Parameters:
  ///   - calendar: The file of the calendar.
  ///   - zone: The calendar's, where neither it nor a schedule tells one.
  ///   - users: Who is asked for; the whole team where there are none.
  func read(
    calendar: String, zone: ZoneTransitions?, users: [String] = [], options: ExpansionOptions
  ) throws -> AvailabilityInput {
    var input = try AvailabilityInput(calendar: calendar, schedules: schedule, users: users, zone: zone)
    for path in busy { try input.addBusy(path, options: options) }
    var assumptions = SlotAssumptions()
    for assumption in assumeSlots { assumption.apply(to: &assumptions) }
    input.assume(assumptions)
    return input
  }
}
