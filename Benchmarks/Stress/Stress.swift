internal import Recurrence
internal import Synchronization
internal import Workloads

/// What the threads share, and what each does with it.
final class Stress: Sendable {
  private struct Shared: Sendable {
    let workload: Workload
    let series: RecurrenceSet
    let answer: Answer
  }

  private static let rounds = 20
  private static let zones = [
    "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "America/St_Johns",
    "Pacific/Apia", "Europe/Dublin", "America/Sao_Paulo", "Asia/Tehran", "Antarctica/Troll",
  ]

  private let shared: [Shared]
  private let zoneAnswers = Mutex<[String: Answer]>([:])
  private let messages = Mutex<[String]>([])

  init() throws {
    shared = try Workload.expansions.map { workload in
      // An answer from a series of its own: the shared one is first touched by the threads.
      let alone = try RecurrenceSet(parsing: workload.rule, start: start(of: workload))
      return Shared(
        workload: workload, series: try RecurrenceSet(parsing: workload.rule, start: start(of: workload)),
        answer: consume(alone, count: workload.count))
    }
  }

  /// Every answer that was not the expected one.
  var faults: [String] { messages.withLock { $0 } }

  /// What one thread does, while the others do the same.
  func run(thread: Int) {
    do {
      for round in 0..<Self.rounds {
        try readZone(Self.zones[round % Self.zones.count])
        for (index, one) in shared.enumerated() {
          // The same texts at the same time, and some that only this thread reads.
          let own = ";COUNT=\(5000 + round * Workload.threadCount + thread)"
          try expand(one, text: one.workload.rule + (index.isMultiple(of: 2) ? "" : own))
          query(one)
        }
      }
    } catch {
      report("thread \(thread): \(error)")
    }
  }

  /// A zone that all threads are the first to read.
  private func readZone(_ name: String) throws {
    guard let noon = LocalDateTime(year: 2020, month: 1, day: 6, hour: 12) else { return }
    let start = RecurrenceStart(noon, in: try ZoneTransitions.named(name))
    let found = consume(try RecurrenceSet(parsing: "FREQ=DAILY", start: start), count: 1_000)
    let first = zoneAnswers.withLock { answers in
      let first = answers[name] ?? found
      answers[name] = first
      return first
    }
    if found != first { report("\(name): \(found) and \(first)") }
  }

  private func expand(_ one: Shared, text: String) throws {
    let count = one.workload.count
    if consume(one.series, count: count) != one.answer { report("\(one.workload.name), shared") }
    let series = try RecurrenceSet(parsing: text, start: start(of: one.workload))
    if consume(series, count: count) != one.answer { report("\(text), read by each") }
  }

  private func query(_ one: Shared) {
    let window = Workload.farWindow
    let walked = one.series.occurrences(in: window).map(\.startMilliseconds)
    if walked.count != one.series.count(in: window) { report("\(one.workload.name), count in a window") }
    if let first = walked.first, one.series.index(of: first) == nil {
      report("\(one.workload.name), index")
    }
  }

  private func report(_ message: String) { messages.withLock { $0.append(message) } }
}
