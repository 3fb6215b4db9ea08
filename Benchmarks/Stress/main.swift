internal import LockOrder
internal import Workloads

// Eight threads share series, zones and the texts already seen, and each must find what one alone finds.
// Built with the thread sanitizer by ./threads.
lock_order_link()
exitOnError {
  let stress = try Stress()
  onThreads(Workload.threadCount) { stress.run(thread: $0) }
  let faults = stress.faults
  guard faults.isEmpty else { throw WrongAnswer(faults.joined(separator: "\n")) }
  print("\(Workload.threadCount) threads on shared series: all answers equal one thread's.")
}
