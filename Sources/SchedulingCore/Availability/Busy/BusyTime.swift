public import Recurrence

/// Time that is taken: by appointments, blocked slots and events elsewhere, from as many sources as there are.
///
/// ```swift
/// var busy = BusyTime()
/// try busy.add(BusySource(parsing: bytes, zone: zone), zone: zone)
/// busy.count  // 2
/// ```
public struct BusyTime: Sendable {
  private(set) var list = BusyList()
  private(set) var recurring: [RecurringBusy] = []
  /// What was unusual about the sources.
  public private(set) var findings: [Diagnostic] = []

  /// More occurrences than this are not worked out at once.
  private static let limit = 1_000_000

  /// No busy time.
  public init() {}

  /// How many single intervals there are.
  public var count: Int { list.entries.count }

  /// Adds intervals, in any order.
  ///
  /// - Complexity: O(n log n) in the intervals added, O(m) in all.
  public mutating func add(_ intervals: some Sequence<BusyInterval>) { list.add(intervals) }

  /// Adds a series, which is expanded where it is looked at.
  ///
  /// - Parameters:
  ///   - master: Tells what single instances have of their own.
  ///   - owner: Whose time the series takes; where it is `nil` the master and its instances tell.
  public mutating func add(
    _ series: Series, master: Appointment, detached: [DetachedInstance] = [], owner: BusyOwner? = nil
  ) {
    guard master.takesTime else { return }
    recurring.append(RecurringBusy(series: series, master: master, detached: detached, owner: owner))
  }

  /// Adds what a file of busy time holds.
  ///
  /// A master stands for its occurrences, of which those that are listed themselves count as they are listed.
  ///
  /// - Parameters:
  ///   - zone: The zone in which series recur; by default each in the offset of its start.
  ///   - owner: Whose time all of it takes; where it is `nil` each event tells by itself.
  /// - Throws: A failure with what is wrong with a series' recurrence, and the event it is in.
  /// - Complexity: O(n log n) in the events added, O(m) in all.
  public mutating func add(
    _ source: BusySource, zone: ZoneTransitions?, options: ExpansionOptions = ExpansionOptions(),
    owner: BusyOwner? = nil
  ) throws(ValidationFailure) {
    let instances = Dictionary(grouping: source.events.indices.filter { source.events[$0].isInstance }) {
      source.events[$0].seriesID
    }
    var covered: Set<String> = []
    for (index, master) in source.events.enumerated()
    where !master.isInstance && master.rrule != nil && covered.insert(master.id).inserted {
      do throws(ValidationFailure) {
        var unusual: [Diagnostic] = []
        let series = try Series(master, zone: zone, options: options, diagnostics: &unusual)
        let own = (instances[master.id] ?? []).map { source.events[$0] }
        let known = SeriesEvents(own, of: series, master: master)
        add(
          series.with(overrides: known.overrides), master: master, detached: known.detached, owner: owner)
        findings += unusual
      } catch {
        throw error.with(field: "events[\(source.places[index])]" + (error.field.map { ".\($0)" } ?? ""))
      }
    }
    var lone: [BusyInterval] = []
    for event in source.events where !covered.contains(event.seriesID) && event.takesTime {
      if let interval = event.busyInterval(owner: owner ?? event.busyOwner) {
        lone.append(interval)
      } else {
        findings.append(event.takesNoTime())
      }
    }
    findings += source.findings
    list.add(
      lone
        + source.intervals.lazy.filter { !covered.contains($0.label.seriesID) }.map { interval in
          owner.map(interval.with) ?? interval
        })
  }

  var isEmpty: Bool { recurring.isEmpty && list.entries.isEmpty }

  /// Leaves single intervals only.
  mutating func dropSeries() { recurring = [] }

  /// Whether anything, whosever time it takes, shares time with a range.
  ///
  /// - Parameter range: Half-open, in epoch milliseconds.
  /// - Complexity: O(log n) in the single intervals, and that of each series' occurrences in the range.
  public func isTaken(_ range: Range<Int>) -> Bool {
    let years = LocalDateTime.range.lowerBound * 1000..<(LocalDateTime.range.upperBound + 1) * 1000
    let range = range.clamped(to: years)
    if list.isTaken(range) { return true }
    return recurring.contains { series in
      // One that takes place too often to be worked out takes place in the range.
      guard let intervals = try? series.intervals(in: range, limit: Self.limit) else { return true }
      return intervals.contains {
        $0.startMilliseconds < range.upperBound && $0.endMilliseconds > range.lowerBound
      }
    }
  }

  /// The busy time that shares time with a window, its series expanded; without series, all of it.
  ///
  /// - Parameter window: Half-open, in epoch milliseconds.
  /// - Throws: `tooMuchBusyTime` beyond a million occurrences.
  func expanded(in window: Range<Int>) throws(ValidationFailure) -> BusyList {
    if recurring.isEmpty { return list }
    var intervals: [BusyInterval] = []
    for series in recurring {
      intervals += try series.intervals(in: window, limit: Self.limit - intervals.count)
    }
    // What lies outside is left out, so that a short window takes little, however much there is.
    var result = BusyList()
    result.add(list.intervals(overlapping: window) + intervals)
    return result
  }
}
