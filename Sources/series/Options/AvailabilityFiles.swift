internal import ArgumentParser

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

  /// Refuses to read standard input twice.
  func check(besides others: [String?]) throws {
    if (schedule + busy + others.compactMap(\.self)).count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Only one of the files can be standard input.")
    }
  }
}
