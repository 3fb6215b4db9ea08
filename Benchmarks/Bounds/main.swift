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

// series-bounds reads lines of year, month, day, hour, zone and two recurrence texts, with a tab between each and
// “|” for a line end, and prints the processor's milliseconds for each question; “-” where a text is refused.
// .ci/referee hostile asks it.

/// The processor's milliseconds that a question takes, whatever its answer.
func milliseconds(_ question: () throws -> Void) -> Double {
  var (before, after) = (timespec(), timespec())
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
  try? question()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
  return Double(after.tv_sec - before.tv_sec) * 1e3 + Double(after.tv_nsec - before.tv_nsec) / 1e6
}

/// The two series of a line.
func series(_ line: String) throws -> [RecurrenceSet]? {
  let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  let numbers = fields.prefix(4).compactMap { Int($0) }
  guard fields.count == 7, numbers.count == 4,
    let local = LocalDateTime(year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3])
  else { return nil }
  let start = RecurrenceStart(local, in: try ZoneTransitions.named(fields[4]))
  return try fields[5...].map {
    let text = String($0.map { $0 == "|" ? "\n" : $0 })
    return try RecurrenceSet(parsing: text, start: start)
  }
}

/// Writes a line at once, for whoever waits for it.
func answer(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}

while let line = readLine() {
  guard let pair = try? series(line) else {
    answer("-")
    continue
  }
  let (first, second) = (pair[0], pair[1])
  let dates = first.occurrences.prefix(500).map {
    RecurrenceDate.instant(seconds: $0.startMilliseconds / 1000)
  }
  let times = [
    milliseconds {
      let occupancy = try Occupancy(durationSeconds: 1800)
      _ = try first.firstOverlap(taking: occupancy, with: second, taking: occupancy)
    },
    milliseconds { _ = try first.containment(of: second) },
    milliseconds { _ = try first.equivalence(with: second) },
    milliseconds { _ = first.simplified() },
    milliseconds { _ = try RecurrenceInference(from: dates, in: first.start.zone) },
  ]
  answer(times.map { "\($0)" }.joined(separator: "\t"))
}
