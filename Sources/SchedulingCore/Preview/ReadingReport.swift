internal import Recurrence

/// Says where engines read the rules of an edit differently: which of them the server uses is unknown.
struct ReadingReport {
  private let series: [Series]

  init(of result: EditResult) {
    let after =
      switch result.after {
      case .one(let side): [side]
      case .halves(let halves): [PreviewSide(halves.head), halves.tail].compactMap(\.self)
      case .instance, .unknown: [PreviewSide]()
      }
    let sides = after.isEmpty ? [result.before].compactMap(\.self) : after
    series = sides.compactMap(\.series)
  }

  var findings: [Diagnostic] {
    var seen: Set<String> = []
    return series.flatMap { series in
      series.recurrences.readingDifferences.compactMap { difference -> Diagnostic? in
        guard seen.insert(difference.description).inserted else { return nil }
        let first = difference.firstMilliseconds.map {
          series.start.zone.occurrence(atMilliseconds: $0).local
        }
        let place = first.map { ", which first shows at \($0)" } ?? ""
        return Diagnostic(
          .note, .readingsDiffer,
          "Engines read this rule differently: \(difference)\(place).", field: "rrule",
          remedy: "Write it otherwise, or give the server's reading with --reading "
            + "\(difference.point.rawValue)=\(difference.choice).")
      }
    }
  }
}
