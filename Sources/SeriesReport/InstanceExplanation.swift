package import Recurrence
package import SchedulingCore

/// What an instance's id means, by itself or in a series.
package struct InstanceExplanation {
  /// A sentence about the id.
  package struct Statement {
    /// What it is about.
    package let topic: Topic
    package let text: String
  }

  /// What a sentence is about, in the order people read them.
  package enum Topic: String, CaseIterable {
    case instance, when, id, series, override, clocks, nearest, edit, rekeying
  }

  /// Where a request that names the id goes.
  package struct Route {
    package let scope: EditScope
    /// The decision, or why there is none.
    package let decision: Result<TargetDecision, ValidationFailure>
  }

  /// A series with what is known of it.
  package struct Context {
    let series: Series
    let master: Appointment
    /// The instances that were edited on their own; `nil` where they are not known.
    let events: SeriesEvents?

    package init(series: Series, master: Appointment, events: SeriesEvents?) {
      self.series = series
      self.master = master
      self.events = events
    }
  }

  package let id: InstanceID
  package let zone: ZoneTransitions
  let context: Context?
  /// `nil` without a series.
  package let location: InstanceLocation?
  /// The instance that has the id now, or that stands for the occurrence.
  package let override: InstanceOverride?
  package let routes: [Route]

  /// - Parameter zone: What times are shown in; a series' own zone goes before it.
  /// - Throws: What the recurrence can't be expanded for.
  package init(_ id: InstanceID, in context: Context?, zone: ZoneTransitions) throws(ValidationFailure) {
    self.id = id
    self.context = context
    self.zone = context?.series.start.zone ?? zone
    guard let context else {
      location = nil
      override = nil
      routes = []
      return
    }
    let location = try context.series.locate(id)
    let overrides = context.events?.overrides ?? []
    self.location = location
    let override =
      overrides.first { $0.original == id }
      ?? overrides.first { $0.appointment.id == id.description }
    self.override = override
    // An override that has been given an id of its own still is the occurrence it was.
    let isFirst =
      (override?.original ?? id).startMilliseconds
      == context.series.recurrences.first(from: .min)?.startMilliseconds
    let stands = location.place != nil || override != nil
    routes =
      !stands
      ? []
      : EditScope.allCases.map { scope in
        Route(
          scope: scope,
          decision: Result { () throws(ValidationFailure) in
            try TargetDecision.decide(
              id: .instance(id), scope: scope, edit: AppointmentEdit(), event: context.master,
              isFirstOccurrence: isFirst)
          })
      }
  }

  /// Whether the id stands for something in the series, or there is no series to look in.
  package var isKnown: Bool { location == nil || location?.place != nil || override != nil }

  /// What there is to say, by topic.
  package var statements: [Statement] {
    Topic.allCases.flatMap { topic in texts(topic).map { Statement(topic: topic, text: $0) } }
  }

  private func texts(_ topic: Topic) -> [String] {
    switch topic {
    case .instance: instanceTexts
    case .when: [whenText]
    case .id: idTexts
    case .series: seriesTexts
    case .override: overrideTexts
    case .clocks: clockTexts
    case .nearest: nearestTexts
    case .edit: editTexts
    case .rekeying: rekeyingTexts
    }
  }
}
