internal import InstructionCounter
internal import Workloads

// series-times workloads                     the table that the other programs read
// series-times instants compiled|foundation  every workload's answer
// series-times times compiled|foundation MS [NAME]
//     nanoseconds, each measured for that many milliseconds; only of workloads whose names begin so
// series-times counted
//     a few runs of every workload of one thread, counted by callgrind, which ../counts starts
let arguments = Array(CommandLine.arguments.dropFirst())
let wanted = (arguments.first ?? "", arguments.dropFirst().first ?? "")
let budget = arguments.count > 2 ? Int(arguments[2]) ?? 100 : 100
let timed = Workload.all.filter { arguments.count < 4 || $0.name.hasPrefix(arguments[3]) }

func row(_ workload: Workload, _ engine: String, _ rest: [String]) {
  print(([workload.name, workload.zone, engine] + rest).joined(separator: "\t"))
}

func times(_ measured: some Measured, _ engine: String) throws {
  let stopwatch = Stopwatch(budget: .milliseconds(budget))
  row(measured.workload, engine, ["\(try stopwatch.time(measured))", measured.workload.unit])
}

func count() throws {
  guard instruction_counter_works() != 0 else {
    throw WrongAnswer("callgrind counts nothing here; ../counts starts it, and needs valgrind's headers.")
  }
  // A million intervals take callgrind a minute to load, and threads take turns as the machine likes.
  let workloads = Workload.all.filter { $0.kind != .threads && !$0.name.hasPrefix("load") }
  let runners = try workloads.map { workload in
    let runner = try Runner(workload)
    // A few where one answer is short.
    let runs = [.cold, .spelled, .seen, .window].contains(workload.kind) ? 20 : 1
    return (runner, runs: runs, input: runner.input(runs: runs))
  }
  instruction_counter_begin()
  for (runner, runs, input) in runners {
    instruction_counter_reset()
    try runner.run(runs, with: input)
    instruction_counter_write([runner.workload.name, runner.workload.zone, "\(runs)"].joined(separator: "\t"))
  }
}

func joined(_ instants: [Int]) -> String { instants.map(String.init).joined(separator: ",") }

exitOnError {
  switch wanted {
  case ("workloads", _):
    for workload in Workload.all {
      let start = workload.start.map(String.init).joined(separator: " ")
      let window = [workload.window.lowerBound / 1000, workload.window.upperBound / 1000]
      print(
        ([workload.kind.rawValue, workload.name, workload.rule, workload.zone, start, "\(workload.count)"]
          + window.map(String.init) + [workload.unit]).joined(separator: "\t"))
    }
  case ("instants", "compiled"):
    for workload in Workload.all where ![.overlap, .preview, .availability].contains(workload.kind) {
      row(workload, "compiled", [joined(try instants(of: workload))])
    }
  case ("times", "compiled"):
    for workload in timed { try times(try Runner(workload), "compiled") }
  case ("instants", "foundation"):
    for series in Workload.all.compactMap(FoundationSeries.init) {
      row(series.workload, "foundation", [joined(series.instants())])
    }
  case ("times", "foundation"):
    for series in timed.compactMap(FoundationSeries.init) { try times(series, "foundation") }
  case ("counted", _):
    try count()
  default:
    print("series-times workloads | instants ENGINE | times ENGINE MILLISECONDS [NAME] | counted")
  }
}
