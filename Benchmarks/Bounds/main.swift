internal import Recurrence
internal import RecurrenceInference
internal import Workloads

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// series-bounds reads lines of a start, its zone and one or two recurrence texts, with a tab between each and “|” for
// a line end, and prints the processor's milliseconds for each question, with a tab between them: what
// .ci/referees/hostile.py lists as COUNTING of one series, and as QUESTIONS of two; “-” where a text is refused.

/// The processor's milliseconds that a question takes, whatever its answer.
func milliseconds(_ question: () throws -> Void) -> Double {
  var (before, after) = (timespec(), timespec())
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
  try? question()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
  return Double(after.tv_sec - before.tv_sec) * 1e3 + Double(after.tv_nsec - before.tv_nsec) / 1e6
}

/// The series of a line.
func series(_ line: String) throws -> [RecurrenceSet]? {
  let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  let numbers = fields[0].split { !$0.isNumber }.compactMap { Int($0) }
  guard fields.count > 2, numbers.count == 6,
    let local = LocalDateTime(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5])
  else { return nil }
  let start = RecurrenceStart(local, in: try ZoneTransitions.named(fields[1]))
  return try fields[2...].map {
    let text = String($0.map { $0 == "|" ? "\n" : $0 })
    return try RecurrenceSet(parsing: text, start: start)
  }
}

/// How long counting takes in a series, which `again` makes anew for each question, so that none has what another
/// has found.
func counting(_ again: () throws -> RecurrenceSet) throws -> [Double] {
  // No zone has the year 10,000 begin later.
  let (century, end) = (100 * 31_557_600_000, 253_402_300_800_000 + 2 * 86_400_000)
  let start = try again().occurrences.first { _ in true }?.startMilliseconds ?? 0
  let far = try again().first(from: start + 50 * century)?.startMilliseconds ?? start
  let questions: [(RecurrenceSet) -> Void] = [
    { _ = $0.count() },
    { _ = $0.count(in: start..<start + century) },
    { _ = $0.count(in: start..<end) },
    { _ = $0.occurrence(at: 99) },
    { _ = $0.occurrence(at: 100_000) },
    { _ = $0.occurrence(at: 1_000_000_000) },
    { _ = $0.index(of: far) },
    { _ = $0.last(before: end) },
  ]
  return try questions.map { question in
    let set = try again()
    return milliseconds { question(set) }
  }
}

/// How long questions about two series take.
func comparing(_ first: RecurrenceSet, _ second: RecurrenceSet) -> [Double] {
  let dates = first.occurrences.prefix(500).map {
    RecurrenceDate.instant(seconds: $0.startMilliseconds / 1000)
  }
  return [
    milliseconds {
      let occupancy = try Occupancy(durationSeconds: 1800)
      _ = try first.firstOverlap(taking: occupancy, with: second, taking: occupancy)
    },
    milliseconds { _ = try first.containment(of: second) },
    milliseconds { _ = try first.equivalence(with: second) },
    milliseconds { _ = first.simplified() },
    milliseconds { _ = try RecurrenceInference(from: dates, in: first.start.zone) },
  ]
}

/// Writes a line at once, for whoever waits for it.
func answer(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}

while let line = readLine() {
  guard let sets = try? series(line) else {
    answer("-")
    continue
  }
  let times = sets.count > 1 ? comparing(sets[0], sets[1]) : try counting { try series(line)![0] }
  answer(times.map { "\($0)" }.joined(separator: "\t"))
}
