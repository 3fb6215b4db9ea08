internal import MallocCounter
internal import Recurrence
internal import Workloads

// Counts the blocks that this process asks malloc for while it iterates: making the iterator and 2,000
// steps, the same with 200,000 steps, a far window.

func allocations(_ body: () -> Void) -> Int {
  let before = malloc_counter_count()
  body()
  return Int(malloc_counter_count() - before)
}

@inline(never)
func blackHole(_ array: [Int]) { if array.isEmpty { print(array) } }

func show(_ name: String, _ zone: String, _ counts: [Int]) {
  let cells = counts.map { String(repeating: " ", count: max(0, 14 - "\($0)".count)) + "\($0)" }
  print("\(name.padded(to: 48))\(zone.padded(to: 17))\(cells.joined())")
}

/// - Parameter iteratorMayAllocate: The sequence is more than a rule, so that merging it takes state.
///
/// - Returns: What is wrong, if anything is.
func measure(
  _ name: String, _ zone: String, _ series: RecurrenceSet, iteratorMayAllocate: Bool = false
) -> [String] {
  var failures: [String] = []
  var answers: [Answer] = []
  answers.reserveCapacity(3)
  // What is made once in a process, the zone's table among it, is made here.
  answers.append(consume(series, count: 10))
  let few = allocations { answers.append(consume(series, count: 2_000)) }
  let many = allocations { answers.append(consume(series, count: 200_000)) }
  let far = allocations { _ = consume(series, window: Workload.farWindow) }
  show(name, zone, [few, many, far])
  if many != few { failures.append("\(name) in \(zone): iterating allocates.") }
  if !iteratorMayAllocate, few > 0 || far > 0 {
    failures.append("\(name) in \(zone): a sequence of a known rule allocates.")
  }
  return failures
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

exitOnError {
  guard malloc_counter_works() != 0 else {
    throw WrongAnswer("Allocations are counted with glibc only.")
  }
  // A counter that counts nothing would pass everything.
  let counted = allocations {
    for size in 1...10 { blackHole(Array(repeating: size, count: size * 100)) }
  }
  guard counted >= 10 else { throw WrongAnswer("The counter misses allocations: \(counted) of 10.") }

  let dates =
    "RRULE:FREQ=DAILY\nEXDATE;TZID=America/New_York:20200110T090000,20210110T090000\n"
    + "RDATE;TZID=America/New_York:20200110T100000,20210110T100000"
  let newYork = try start(of: Workload.expansions[0])

  print("\("blocks allocated for".padded(to: 65))   2,000 steps 200,000 steps    far window")
  var failures: [String] = []
  for workload in Workload.expansions {
    let series = try RecurrenceSet(parsing: workload.rule, start: start(of: workload))
    failures += measure(workload.name, workload.zone, series)
  }
  failures += measure(
    "FREQ=DAILY with EXDATE and RDATE", "America/New_York", try RecurrenceSet(parsing: dates, start: newYork),
    iteratorMayAllocate: true)

  guard failures.isEmpty else { throw WrongAnswer(failures.joined(separator: "\n")) }
  print("Iterating allocates nothing.")
}
