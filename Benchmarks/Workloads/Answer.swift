public import Recurrence

/// What consuming a series' occurrences leaves: cheap to keep while they are timed, and told apart
/// from that of other occurrences.
public struct Answer: Hashable, Sendable {
  /// How many occurrences there were.
  public var count = 0
  /// Their epoch milliseconds, added up.
  public var millisecondSum = 0

  /// No occurrences.
  public init() {}

  /// What these epoch milliseconds leave.
  public init(_ instants: [Int]) {
    for instant in instants { add(instant) }
  }

  /// Counts one more.
  @inline(__always)
  public mutating func add(_ milliseconds: Int) {
    count &+= 1
    millisecondSum &+= milliseconds
  }
}

/// The start of a workload's series.
public func start(of workload: Workload) throws -> RecurrenceStart {
  let parts = workload.start
  guard let local = LocalDateTime(year: parts[0], month: parts[1], day: parts[2], hour: parts[3]) else {
    throw WrongAnswer("\(parts) is no time.")
  }
  return RecurrenceStart(local, in: try ZoneTransitions.named(workload.zone))
}

/// The first `count` occurrences, as a caller in another module consumes them.
@inline(never)
public func consume(_ series: RecurrenceSet, count: Int) -> Answer {
  var answer = Answer()
  for occurrence in series.occurrences {
    answer.add(occurrence.startMilliseconds)
    if answer.count == count { break }
  }
  return answer
}

/// The occurrences in a window, as a caller in another module consumes them.
@inline(never)
public func consume(_ series: RecurrenceSet, window: Range<Int>) -> Answer {
  var answer = Answer()
  for occurrence in series.occurrences(in: window) { answer.add(occurrence.startMilliseconds) }
  return answer
}

/// Every occurrence that a workload's answer consists of, in epoch milliseconds.
public func instants(of workload: Workload) throws -> [Int] {
  let start = try start(of: workload)
  switch workload.kind {
  case .expansion, .threads:
    let series = try RecurrenceSet(parsing: workload.rule, start: start)
    return series.occurrences.prefix(workload.count).map(\.startMilliseconds)
  case .cold, .spelled, .seen:
    let series = try RecurrenceSet(parsing: workload.text(count: workload.count), start: start)
    return series.occurrences.map(\.startMilliseconds)
  case .window:
    let series = try RecurrenceSet(parsing: workload.rule, start: start)
    return series.occurrences(in: workload.window).map(\.startMilliseconds)
  case .overlap, .preview, .availability:
    return []
  }
}
