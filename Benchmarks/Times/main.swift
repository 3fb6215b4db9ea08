internal import Workloads

// series-times workloads                     the table that the other programs read
// series-times instants compiled|foundation  every workload's answer
// series-times times compiled|foundation MS  nanoseconds, each measured for that many milliseconds
let arguments = CommandLine.arguments.dropFirst()
let wanted = (arguments.first ?? "", arguments.dropFirst().first ?? "")

func row(_ workload: Workload, _ engine: String, _ rest: [String]) {
  print(([workload.name, workload.zone, engine] + rest).joined(separator: "\t"))
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
    for workload in Workload.all where workload.kind != .overlap && workload.kind != .preview {
      row(workload, "compiled", [joined(try instants(of: workload))])
    }
  case ("times", "compiled"):
    let stopwatch = Stopwatch(budget: .milliseconds(Int(arguments.last ?? "") ?? 100))
    for workload in Workload.all {
      let runner = try Runner(workload)
      row(workload, "compiled", ["\(try stopwatch.time(runner))", workload.unit])
    }
  case ("instants", "foundation"):
    for workload in Workload.all {
      guard let series = FoundationSeries(workload) else { continue }
      row(workload, "foundation", [joined(series.instants())])
    }
  case ("times", "foundation"):
    let stopwatch = Stopwatch(budget: .milliseconds(Int(arguments.last ?? "") ?? 100))
    for workload in Workload.all {
      guard let series = FoundationSeries(workload) else { continue }
      let expected = series.instants()
      let units = workload.unit == "occurrence" ? workload.count : 1
      let time = try stopwatch.fastest(prepare: { _ in }) { _, runs in
        for _ in 0..<runs where series.instants() != expected {
          throw WrongAnswer("\(workload.name): Foundation gives another answer than before.")
        }
      }
      row(workload, "foundation", ["\(time / Double(units))", workload.unit])
    }
  default:
    print("series-times workloads | instants ENGINE | times ENGINE MILLISECONDS")
  }
}
