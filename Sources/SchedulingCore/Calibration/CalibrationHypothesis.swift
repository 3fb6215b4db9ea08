internal import Recurrence

/// One way in which a server may expand a series.
struct CalibrationHypothesis {
  var zone: ZoneTransitions
  var policy = ZonePolicy()
  var start = Reading.rfc5545.start
  var untilDate = ExpansionOptions.UntilDate.endOfDay

  /// Every way in a zone, the most usual first.
  static func all(in zone: ZoneTransitions) -> [CalibrationHypothesis] {
    var all: [CalibrationHypothesis] = []
    for start in Reading.Start.allCases {
      for untilDate in [ExpansionOptions.UntilDate.endOfDay, .startOfDay] {
        for gap in [ZonePolicy.Gap.shiftForward, .omit] {
          for fold in [ZonePolicy.Fold.first, .second] {
            all.append(
              CalibrationHypothesis(
                zone: zone, policy: ZonePolicy(gap: gap, fold: fold), start: start, untilDate: untilDate))
          }
        }
      }
    }
    return all
  }

  /// What it answers a question; `nil` where it has no opinion.
  func value(of question: CalibrationQuestion) -> String? {
    switch question {
    case .zone: zone.identifier
    case .gap: policy.gap.rawValue
    case .fold: policy.fold.rawValue
    case .start: Reading.Point.start.choices[Int(start.rawValue)]
    case .untilDate: untilDate.rawValue
    case .instanceUpdateKeepsID: nil
    }
  }

  /// The starts that a series has by it, in epoch milliseconds.
  func starts(of master: Appointment, in range: Range<Int>) throws(ValidationFailure) -> Set<Int> {
    var reading = Reading.rfc5545
    reading.start = start
    reading.untilDate = untilDate
    var ignored: [Diagnostic] = []
    let series = try Series(
      master, zone: zone, options: ExpansionOptions(zonePolicy: policy, reading: reading),
      diagnostics: &ignored)
    let expansion = try ValidationFailure.of { () throws(RecurrenceError) in
      try series.recurrences.expand(
        in: range, limits: ExpansionLimits(occurrences: SeriesCalibration.mostInstances))
    }
    return Set(expansion.occurrences.map(\.startMilliseconds))
  }
}
