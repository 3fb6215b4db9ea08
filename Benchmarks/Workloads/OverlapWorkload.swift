internal import Recurrence

/// Two series without end in New York, and whether they ever overlap.
public struct OverlapWorkload: Sendable {
  private let name: String
  private let first: RecurrenceSet
  private let second: RecurrenceSet
  private let occupancy: Occupancy
  /// Where they first overlap, in epoch milliseconds; `nil` where they never do.
  private let expected: Int?

  /// A pair of series, made ready.
  public init(_ workload: Workload) throws {
    let start = try Workloads.start(of: workload)
    name = workload.name
    first = try RecurrenceSet(parsing: workload.rule, start: start)
    occupancy = try Occupancy(durationSeconds: 1800)
    switch workload.name {
    case Workload.overlapNames[0]:
      // A month's last day, first on a Friday: 2020-01-31T09:00-05:00.
      second = try RecurrenceSet(parsing: "FREQ=MONTHLY;BYMONTHDAY=-1", start: start)
      expected = 1_580_479_200_000
    case Workload.overlapNames[1]:
      // A second Tuesday is no last day.
      second = try RecurrenceSet(parsing: "FREQ=MONTHLY;BYMONTHDAY=-1", start: start)
      expected = nil
    case Workload.overlapNames[2]:
      // Fridays the 13th near midnight in New York and leap days in Berlin: some hours, always days, apart.
      let berlin = RecurrenceStart(start.local, in: try ZoneTransitions.named("Europe/Berlin"))
      second = try RecurrenceSet(parsing: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", start: berlin)
      expected = nil
    default:
      // Each a few times in ten years, and 8,000 years are not enough for them to come together.
      second = try RecurrenceSet(parsing: "FREQ=MONTHLY;BYDAY=3FR", start: start)
      expected = nil
    }
    try run()
  }

  /// Asks once, and checks the answer.
  public func run() throws {
    let found: Int? =
      switch try first.firstOverlap(taking: occupancy, with: second, taking: occupancy) {
      case .overlap(let first, _): first.startMilliseconds
      case .never: nil
      }
    if found != expected {
      throw WrongAnswer("\(name): \(String(describing: found)) instead of \(String(describing: expected))")
    }
  }
}
