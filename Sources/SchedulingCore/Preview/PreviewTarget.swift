internal import Recurrence

/// What an edit is addressed to: the series that the event shows, and the target that was chosen.
struct PreviewTarget {
  /// The series before the edit, with the instances that were edited on their own; `nil` where the event shows
  /// none.
  let series: Series?
  /// Events of the series that have no occurrence of their own.
  let detached: [DetachedInstance]
  /// `nil` where none could be chosen; the reason is a finding.
  let decision: TargetDecision?

  init(_ request: PreviewRequest, findings: inout [Diagnostic]) {
    var found: (series: Series, detached: [DetachedInstance])?
    var decided: TargetDecision?
    do throws(ValidationFailure) {
      found = try Self.series(request, &findings)
      let id = try Self.reference(request, found?.series)
      if let cancellation = request.cancellation { try cancellation.check(beside: request.edit) }
      decided = Self.decision(request, id, found?.series, &findings)
    } catch {
      findings += error.diagnostics
    }
    series = found?.series
    detached = found?.detached ?? []
    decision = decided
  }

  private static func series(
    _ request: PreviewRequest, _ findings: inout [Diagnostic]
  ) throws(ValidationFailure) -> (series: Series, detached: [DetachedInstance])? {
    let event = request.event
    guard event.rrule != nil, !event.isInstance else { return nil }
    let options = request.settings.assumptions.expansionOptions(engine: request.settings.engine)
    let plain = try Series(event, zone: request.zone, options: options, diagnostics: &findings)
    guard let listed = request.events, !listed.isEmpty else { return (plain, []) }
    let events = SeriesEvents(
      listed, of: plain, master: event, assumptions: request.settings.assumptions)
    findings += events.findings
    return (plain.with(overrides: events.overrides), events.detached)
  }

  /// The id that is meant: of an instance that was edited on its own, the id that is listed, or that of its own
  /// start and duration, means the occurrence it stands for.
  private static func reference(
    _ request: PreviewRequest, _ series: Series?
  ) throws(ValidationFailure) -> EventReference {
    guard let given = request.reach.id else { return try EventReference(parsing: request.event.id) }
    let text = given.description
    guard let series else { return given }
    if let override = series.overrides.first(where: { $0.appointment.id == text }) {
      return .instance(override.original)
    }
    guard let named = given.instance, !series.isOccurrence(named),
      let override = series.overrides.first(where: { $0.ownID == named })
    else { return given }
    return .instance(override.original)
  }

  private static func decision(
    _ request: PreviewRequest, _ id: EventReference, _ series: Series?, _ findings: inout [Diagnostic]
  ) -> TargetDecision? {
    var isFirst: Bool?
    if let series, let named = id.instance, let first = series.recurrences.first(from: Int.min) {
      isFirst = first.startMilliseconds == named.startMilliseconds
    }
    do throws(ValidationFailure) {
      return try TargetDecision.decide(
        id: id, scope: request.reach.scope, edit: request.edit, event: request.event,
        isFirstOccurrence: isFirst)
    } catch {
      findings += error.diagnostics
      return nil
    }
  }
}
