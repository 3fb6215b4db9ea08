extension SeriesPreview {
  /// What takes place in a window before the edit; see `Series.agenda(in:master:detached:)`.
  public func agendaBefore(in window: Range<Int>? = nil) -> Agenda {
    agenda([after?.eventBefore].compactMap(\.self), in: window)
  }

  /// What takes place in a window once the edit is carried out; see `Series.agenda(in:master:detached:)`.
  ///
  /// Where a series is cut, the entries of both halves are in one order; the ids of what the edit creates refer to the
  /// step whose answer holds them.
  public func agendaAfter(in window: Range<Int>? = nil) -> Agenda { agenda(eventsAfter, in: window) }

  private func agenda(_ events: [EventAfter], in window: Range<Int>?) -> Agenda {
    let parts = events.enumerated().map { index, event in
      guard let series = event.series else {
        return AgendaPart(event: event.appointment, id: event.id, zone: event.zone, window: window ?? .all)
      }
      // They stay where they are, whatever becomes of the series, so they are listed once.
      let detached = index == 0 ? after?.context.detached ?? [] : []
      return AgendaPart(
        series: series, id: event.id, master: event.appointment, detached: detached.map(\.appointment),
        window: window ?? .all)
    }
    return Agenda(parts)
  }
}
