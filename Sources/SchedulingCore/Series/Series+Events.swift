public import Recurrence

extension Series {
  /// Reads a series from a master appointment and the list of events that shows which instances were edited on their
  /// own; see `SeriesEvents` for what else the list tells.
  ///
  /// - Parameters:
  ///   - zone: The zone the series recurs in; see `init(_:zone:options:overrides:diagnostics:)`.
  ///   - events: What `GET /calendars/events` returns, whatever else it holds.
  ///   - diagnostics: Receives the findings that are no errors.
  /// - Throws: What is wrong with the master or its recurrence.
  public init(
    _ master: Appointment, events: [Appointment], zone: ZoneTransitions?,
    options: ExpansionOptions = ExpansionOptions(), diagnostics: inout [Diagnostic]
  ) throws(ValidationFailure) {
    let plain = try Series(master, zone: zone, options: options, diagnostics: &diagnostics)
    let found = SeriesEvents(events, of: plain, master: master)
    diagnostics += found.findings
    self = plain.with(overrides: found.overrides)
  }
}
