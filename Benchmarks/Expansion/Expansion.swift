internal import Benchmark
internal import Workloads

/// One benchmark for each workload; its answer is checked before it is timed, and each time.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration.metrics = [.wallClock, .throughput]
  Benchmark.defaultConfiguration.maxDuration = .seconds(1)

  for workload in Workload.all {
    do {
      let runner = try Runner(workload)
      let runs = max(1, 20_000 / runner.unitCount)
      Benchmark("\(workload.name), \(workload.zone), \(runs * runner.unitCount) × \(workload.unit)") {
        benchmark in
        let texts = runner.texts(runs)
        benchmark.startMeasurement()
        if texts.isEmpty {
          for _ in 0..<runs { try runner.run(texts: texts) }
        } else {
          try runner.run(texts: texts)
        }
        benchmark.stopMeasurement()
      }
    } catch {
      Benchmark("\(workload.name), \(workload.zone)") { benchmark in benchmark.error("\(error)") }
    }
  }
}
