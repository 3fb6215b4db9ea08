/// The shortest of several timings of the same work.
public struct Stopwatch: Sendable {
  /// How long one workload is measured.
  public var budget: Duration

  /// A stopwatch that measures each workload for that long.
  public init(budget: Duration) { self.budget = budget }

  /// Nanoseconds of the fastest run, divided by its units.
  ///
  /// Runs are timed in groups long enough for the clock; what comes before the groups are long enough warms
  /// up.
  public func time(_ measured: some Measured) throws -> Double {
    let clock = ContinuousClock()
    func time(_ runs: Int) throws -> Double {
      let input = measured.input(runs: runs)
      let elapsed = try clock.measure { try measured.run(runs, with: input) }.components
      return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9) / Double(runs)
    }
    var runs = 1
    var best = try time(runs)
    while best * Double(runs) < 20_000, runs < 1 << 20 {
      runs *= 2
      best = min(best, try time(runs))
    }
    let end = clock.now + budget
    while clock.now < end { best = min(best, try time(runs)) }
    return best / Double(measured.unitCount)
  }
}
