internal import Recurrence
internal import Synchronization

/// A workload made ready: what a caller would hold already is held, what is timed is in `run`.
public struct Runner: Measured, Sendable {
  /// What is run.
  public let workload: Workload
  private let expected: Answer
  private let start: RecurrenceStart
  private let series: RecurrenceSet
  private let overlap: OverlapWorkload?
  private let preview: PreviewWorkload?
  private let move: MoveWorkload?
  private let availability: AvailabilityWorkload?

  /// - Throws: `WrongAnswer` where the compiled engine and libical's iterator differ.
  public init(_ workload: Workload) throws {
    self.workload = workload
    start = try Workloads.start(of: workload)
    series = try RecurrenceSet(parsing: workload.rule, start: start)
    overlap = workload.kind == .overlap ? try OverlapWorkload(workload) : nil
    preview = Workload.previewNames.contains(workload.name) ? try PreviewWorkload(workload) : nil
    move = Workload.moveNames.contains(workload.name) ? try MoveWorkload(workload) : nil
    availability = workload.kind == .availability ? try AvailabilityWorkload(workload) : nil
    let instants = try instants(of: workload)
    expected = Answer(instants)
    try crossCheck(instants)
    try run(1, with: input(runs: 1))
  }

  /// How many units one run answers.
  public var unitCount: Int {
    switch workload.kind {
    case .expansion: workload.count
    case .threads: workload.count * Workload.threadCount * Self.threadRounds
    case .cold, .spelled, .seen, .window, .overlap, .preview: 1
    case .availability: availability?.unitCount ?? 1
    }
  }

  /// How often each thread walks the series, so that starting threads is not what is timed.
  private static let threadRounds = 200

  /// Numbers that this process has not used: a text made of one was never seen.
  private static let nextCount = Atomic<Int>(0)

  /// As many texts as runs are to come; empty where the workload reads none.
  public func input(runs: Int) -> [String] {
    switch workload.kind {
    case .cold:
      let first = Self.nextCount.add(runs, ordering: .relaxed).oldValue + workload.count
      return (first..<first + runs).map(workload.text(count:))
    case .spelled:
      let first = Self.nextCount.add(runs, ordering: .relaxed).oldValue
      return (first..<first + runs).map(workload.text(spelling:))
    case .seen: return Array(repeating: workload.text(count: workload.count), count: runs)
    case .expansion, .window, .overlap, .preview, .availability, .threads: return []
    }
  }

  /// Answers once for every text, or that many times, and checks each answer.
  public func run(_ runs: Int, with texts: [String]) throws {
    for text in texts {
      try check(consume(RecurrenceSet(parsing: text, start: start), count: workload.count))
    }
    if texts.isEmpty {
      for _ in 0..<runs { try run() }
    }
  }

  private func run() throws {
    switch workload.kind {
    case .expansion: try check(consume(series, count: workload.count))
    case .window: try check(consume(series, window: workload.window))
    case .overlap: try overlap?.run()
    case .preview:
      try preview?.run()
      try move?.run()
    case .availability: try availability?.run()
    case .threads: try runThreads()
    // They are given texts.
    case .cold, .spelled, .seen: break
    }
  }

  private func check(_ answer: Answer) throws {
    if answer != expected {
      throw WrongAnswer("\(workload.name) in \(workload.zone): \(answer) instead of \(expected)")
    }
  }

  private func runThreads() throws {
    let (series, count, expected) = (series, workload.count, expected)
    let wrongs = WrongCount()
    onThreads(Workload.threadCount) { _ in
      for _ in 0..<Self.threadRounds where consume(series, count: count) != expected { wrongs.add() }
    }
    if wrongs.count > 0 {
      throw WrongAnswer("\(workload.name): \(wrongs.count) expansions differ from one thread's.")
    }
  }

  /// The referee: libical's iterator, where it walks the rule.
  private func crossCheck(_ instants: [Int]) throws {
    guard workload.kind == .expansion, let last = instants.last else { return }
    let reference: RecurrenceSet
    do throws(RecurrenceError) {
      reference = try RecurrenceSet(
        parsing: workload.rule, start: start, options: ExpansionOptions(engine: .libical))
    } catch {
      if error.code == .unsupported { return }
      throw error
    }
    let walked = reference.occurrences.prefix(instants.count).map(\.startMilliseconds)
    if walked != instants {
      throw WrongAnswer("\(workload.rule) up to \(last): libical's iterator gives other instants.")
    }
  }
}

/// A number that threads add to.
private final class WrongCount: Sendable {
  private let value = Atomic<Int>(0)

  var count: Int { value.load(ordering: .relaxed) }

  func add() { value.add(1, ordering: .relaxed) }
}
