public import Recurrence

/// What the instances that a server lists tell about how it expands their series, which is documented nowhere.
///
/// Every way of expanding is compared with the list; the ways that leave the fewest starts unexplained are
/// possible, and of each other one the evidence against it is kept.
///
/// ```swift
/// let calibration = try SeriesCalibration(master: master, events: listed, zone: newYork)
/// for answer in calibration.answers { print(answer.question, answer.decided ?? "undecided") }
/// ```
public struct SeriesCalibration: Sendable {
  /// A start that a way of expanding and the list do not agree on.
  public struct Evidence: Hashable, Sendable {
    /// The id of the listed event; `nil` where one is expected and not listed.
    public let id: String?
    /// In epoch milliseconds.
    public let startMilliseconds: Int
  }

  /// One answer to a question.
  public struct Choice: Hashable, Sendable {
    /// Its name: a zone's identifier, or the value of the assumption.
    public let value: String
    /// What speaks against it: starts that it leaves unexplained and the best explanation does not, ascending.
    public let evidence: [Evidence]
    /// Whether it explains what is listed as well as any other.
    public var isPossible: Bool { evidence.isEmpty }
  }

  /// What is known about a question.
  public struct Answer: Hashable, Sendable {
    /// What is asked.
    public let question: CalibrationQuestion
    /// All choices that were tried, the possible ones first.
    public let choices: [Choice]
    /// The only choice that is possible; `nil` where the list does not decide.
    public var decided: String? {
      let possible = choices.filter(\.isPossible)
      return possible.count == 1 && choices.count > 1 ? possible.first?.value : nil
    }
  }

  /// More instances of a series are not looked at.
  static let mostInstances = 20_000
  /// More zones that explain a list alike are not tried in every way.
  private static let mostZones = 24
  /// What other assumptions than the usual ones can make of a zone's starts: one for each change of its clocks
  /// in two years, and the start.
  private static let tolerance = 5

  /// The zone of the best explanation.
  public let zone: ZoneTransitions
  /// How many instances of the series are listed in the range.
  public let listedCount: Int
  /// What the best explanation leaves open.
  public let unexplained: [Evidence]
  /// One for each question, in the order of `CalibrationQuestion`.
  public let answers: [Answer]
  /// What is wrong with how the series is expanded.
  public let findings: [Diagnostic]

  /// Compares a list of events with what its series would be.
  ///
  /// - Parameters:
  ///   - master: The series' master.
  ///   - events: What `GET /calendars/events` returns, whatever else it holds.
  ///   - meant: The zone that the series is meant to recur in, where that is known.
  ///   - others: More zones that come into question. UTC and the offset of the master's start always do.
  ///   - range: Of which time the list was asked for, in epoch milliseconds; from the first to the last instance
  ///     where `nil`.
  /// - Throws: `nothingListed`, or what is wrong with the series.
  public init(
    master: Appointment, events: [Appointment], zone meant: ZoneTransitions? = nil,
    others: [ZoneTransitions] = [], range: Range<Int>? = nil
  ) throws(ValidationFailure) {
    let observation = try CalibrationObservation(events, of: master, range: range)
    var trials: [Trial] = []
    for zone in Self.candidates(meant, master, others) {
      trials.append(try Trial(CalibrationHypothesis(zone: zone), master, observation))
    }
    let nearest = (trials.map(\.count).min() ?? 0) + Self.tolerance
    for trial in trials.filter({ $0.count <= nearest }).prefix(Self.mostZones) {
      for hypothesis in CalibrationHypothesis.all(in: trial.hypothesis.zone).dropFirst() {
        trials.append(try Trial(hypothesis, master, observation))
      }
    }
    // Of those that explain alike the one tried first: the zone that is meant, and the usual assumptions.
    let fewest = trials.map(\.count).min()
    guard let best = trials.first(where: { $0.count == fewest }) else { preconditionFailure("UTC is tried.") }
    zone = best.hypothesis.zone
    listedCount = observation.ids.count
    unexplained = best.evidence(in: observation)
    answers = CalibrationQuestion.allCases.map { question in
      question == .instanceUpdateKeepsID
        ? Self.idAnswer(observation, best) : Self.answer(question, trials, best, observation)
    }
    findings = Self.findings(answers, best, meant: meant, listed: observation.ids.count)
  }

  /// The zone that is meant, UTC and the offset of the master's start, then the others.
  private static func candidates(
    _ meant: ZoneTransitions?, _ master: Appointment, _ others: [ZoneTransitions]
  ) -> [ZoneTransitions] {
    let offset = master.startTime.flatMap { try? ZoneTransitions.fixed(offsetSeconds: $0.offsetSeconds) }
    var known: Set<String> = []
    return ([meant, .utc, offset].compactMap(\.self) + others).filter { known.insert($0.identifier).inserted }
  }

  // MARK: Answers

  /// What a way of expanding leaves unexplained.
  private struct Trial {
    let hypothesis: CalibrationHypothesis
    let unexpected: [Int]
    let missing: [Int]

    var count: Int { unexpected.count + missing.count }

    init(
      _ hypothesis: CalibrationHypothesis, _ master: Appointment, _ observation: CalibrationObservation
    ) throws(ValidationFailure) {
      self.hypothesis = hypothesis
      (unexpected, missing) = observation.differences(
        from: try hypothesis.starts(of: master, in: observation.range))
    }

    /// What it leaves unexplained and another trial does not.
    func evidence(in observation: CalibrationObservation, beside other: Trial? = nil) -> [Evidence] {
      let known = Set((other?.unexpected ?? []) + (other?.missing ?? []))
      return (unexpected + missing).filter { !known.contains($0) }.sorted()
        .map { Evidence(id: observation.ids[$0], startMilliseconds: $0) }
    }
  }

  private static func answer(
    _ question: CalibrationQuestion, _ trials: [Trial], _ best: Trial, _ observation: CalibrationObservation
  ) -> Answer {
    var values: [String] = []
    var nearest: [String: Trial] = [:]
    for trial in trials {
      guard let value = trial.hypothesis.value(of: question) else { continue }
      if let known = nearest[value] {
        if trial.count < known.count { nearest[value] = trial }
      } else {
        values.append(value)
        nearest[value] = trial
      }
    }
    let choices = values.compactMap { value in
      nearest[value].map { trial in
        Choice(
          value: value,
          evidence: trial.count == best.count ? [] : trial.evidence(in: observation, beside: best))
      }
    }
    return Answer(
      question: question, choices: choices.filter(\.isPossible) + choices.filter { !$0.isPossible })
  }

  /// An id that names another start than its own was kept; one that is its own and stands for no occurrence where
  /// another is missing was given anew.
  private static func idAnswer(_ observation: CalibrationObservation, _ best: Trial) -> Answer {
    let kept = observation.keptIDs.map {
      Evidence(id: $0.id, startMilliseconds: $0.startTime?.milliseconds ?? 0)
    }
    let given =
      best.missing.isEmpty
      ? [] : best.unexpected.map { Evidence(id: observation.ids[$0], startMilliseconds: $0) }
    let choices = [Choice(value: "false", evidence: kept), Choice(value: "true", evidence: given)]
    return Answer(
      question: .instanceUpdateKeepsID,
      choices: choices.filter(\.isPossible) + choices.filter { !$0.isPossible })
  }

  // MARK: Drift

  private static func findings(
    _ answers: [Answer], _ best: Trial, meant: ZoneTransitions?, listed: Int
  ) -> [Diagnostic] {
    guard let meant,
      let choice = answers.first(where: { $0.question == .zone })?.choices.first(where: {
        $0.value == meant.identifier
      }), !choice.isPossible
    else { return [] }
    let wrong = choice.evidence.filter { $0.id != nil }
    let first = wrong.first.map { "; the first is \(meant.describe($0.startMilliseconds))" } ?? ""
    let count = "\(wrong.count) of \(listed.counted("instance")) \(wrong.count.form("starts", "start"))"
    let zone = best.hypothesis.zone
    let isDrift = zone.isFixed
    return [
      Diagnostic(
        isDrift ? .error : .warning, isDrift ? .expandedInFixedOffset : .expandedInAnotherZone,
        "The series is expanded in \(zone.identifier) and not in \(meant.identifier): \(count) when "
          + "\(meant.identifier) has none\(first).", field: "events",
        remedy: isDrift
          ? "Expand it anew in its zone, and move what was booked at the wrong hour."
          : "Check in which zone the calendar is.")
    ]
  }
}

extension Diagnostic.Code {
  /// The instances of a series keep an offset from UTC where their zone changes its clocks.
  public static let expandedInFixedOffset = Self(rawValue: "expandedInFixedOffset")
  /// The instances of a series follow the clocks of another zone than the one that is meant.
  public static let expandedInAnotherZone = Self(rawValue: "expandedInAnotherZone")
}
