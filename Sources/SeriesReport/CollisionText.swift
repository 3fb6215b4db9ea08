package import Recurrence
package import SchedulingCore

/// How two series go together, in a sentence.
package struct CollisionText {
  private let zone: ZoneTransitions

  /// - Parameter zone: The zone that times are shown in.
  package init(zone: ZoneTransitions) { self.zone = zone }

  /// What is said of one, without its name's quotes being safe for a terminal.
  package func sentence(_ collision: SeriesCollision) -> String {
    let name = "“\(collision.title.isEmpty ? collision.seriesID : collision.title)”"
    switch collision.answer {
    case .first(let own, let other):
      let whose = collision.userIDs.isEmpty ? "" : " of " + collision.userIDs.joined(separator: ", ")
      return "\(name) takes the time\(whose) first for the occurrence of \(shown(own.startMilliseconds)): "
        + "it starts at \(shown(other.startMilliseconds))."
    case .never(let proof): return "\(name) never takes the same time: \(words(proof))."
    case .undecided(let reason): return collision.seriesID.isEmpty ? reason : "\(name): \(reason)"
    }
  }

  /// Those that take the same time, by when, and the others; where more than a few never do, only how many.
  package func sentences(_ collisions: [SeriesCollision]) -> [String] {
    var meetings: [(start: Int, text: String)] = []
    var absences: [String] = []
    var others: [String] = []
    for collision in collisions {
      let text = sentence(collision)
      switch collision.answer {
      case .first(let own, _): meetings.append((own.startMilliseconds, text))
      case .never: absences.append(text)
      case .undecided: others.append(text)
      }
    }
    if absences.count > 10 { absences = ["\(absences.count) others never take the same time."] }
    return meetings.sorted { $0.start < $1.start }.map(\.text) + others + absences
  }

  private func words(_ proof: AbsenceProof) -> String {
    let last = day(proof.examined.upperBound - 1)
    let ground =
      switch proof.ground {
      case .nothingToCompare: "one of the two takes no time"
      case .seriesEnds: "one of the two is over by \(last)"
      case .repeats: "\(day(proof.examined.lowerBound)) to \(last) was looked at, and repeats ever after"
      case .calendarEnds: "all was looked at up to year 9999"
      }
    guard let regular = proof.zonesAssumedRegularFromMilliseconds else { return ground }
    return ground + ", if the rules for the clocks stay as they are from \(day(regular)) on"
  }

  private func day(_ milliseconds: Int) -> String {
    zone.occurrence(atMilliseconds: milliseconds).local.date.description
  }

  private func shown(_ milliseconds: Int) -> String {
    OffsetDateTime(zone.occurrence(atMilliseconds: milliseconds)).map { OccurrenceText.text($0) }
      ?? "\(milliseconds) ms"
  }
}
