internal import Recurrence

/// What an edit starts from or leads to: a series, or a single event.
enum PreviewSide {
  /// A series, and the id of its master.
  case series(Series, id: PlannedID)
  case single(SingleEvent)

  /// An event that occurs once.
  struct SingleEvent {
    let id: PlannedID
    let occurrence: Occurrence
    let durationSeconds: Int
    let zone: ZoneTransitions
  }

  /// A series that exists already.
  init(_ series: Series) { self = .series(series, id: .known(series.masterID)) }

  var series: Series? { if case .series(let series, _) = self { series } else { nil } }

  var id: PlannedID {
    switch self {
    case .series(_, let id): id
    case .single(let event): event.id
    }
  }

  var zone: ZoneTransitions {
    switch self {
    case .series(let series, _): series.start.zone
    case .single(let event): event.zone
    }
  }

  var durationSeconds: Int {
    switch self {
    case .series(let series, _): series.durationSeconds
    case .single(let event): event.durationSeconds
    }
  }

  var isEndless: Bool {
    if case .series(let series, _) = self { !series.recurrences.isFinite } else { false }
  }

  /// The start of the master or event.
  var startMilliseconds: Int {
    switch self {
    case .series(let series, _): series.startMilliseconds
    case .single(let event): event.occurrence.startMilliseconds
    }
  }

  /// The offset in force at the start of the master or event.
  var masterOffsetSeconds: Int {
    switch self {
    case .series(let series, _):
      zone.offsetSeconds(atInstant: series.startMilliseconds.floorDivided(by: 1000))
    case .single(let event): Int(event.occurrence.offsetSeconds)
    }
  }

  /// - Parameter cut: Leaves out what starts before it.
  func expand(
    in range: Range<Int>?, from cut: Int? = nil, limit: Int
  ) throws(RecurrenceError) -> Expansion {
    var range = range
    if let cut {
      let bounds = range ?? Int.min..<Int.max
      range = max(bounds.lowerBound, cut)..<max(bounds.upperBound, cut)
    }
    switch self {
    case .series(let series, _):
      return try series.recurrences.expand(in: range, limits: ExpansionLimits(occurrences: limit))
    case .single(let event):
      let isInside = range?.contains(event.occurrence.startMilliseconds) ?? true
      return Expansion(occurrences: isInside ? [event.occurrence] : [], isTruncated: false)
    }
  }

  /// How many occurrences come before an instant; `nil` where too many would have to be read to know.
  func index(before milliseconds: Int) -> Int? {
    guard let series, let first = series.recurrences.first(from: Int.min) else { return 0 }
    guard first.startMilliseconds < milliseconds else { return 0 }
    return series.recurrences.count(in: first.startMilliseconds..<milliseconds)
  }
}
