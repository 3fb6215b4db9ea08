import FuzzTargets

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The target that the environment names.
private let target: FuzzTarget = {
  guard let name = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
    preconditionFailure("FUZZ_TARGET names none of \(FuzzTarget.allCases.map(\.rawValue))")
  }
  return target
}()

/// The seconds of the processor that an input may take. What counts coverage and checks each access to memory runs
/// five to eight times as long as a release build, which has one second.
private let mostSeconds = 5.0

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let before = processorSeconds()
  target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  let taken = processorSeconds() - before
  precondition(taken <= mostSeconds, "The input takes \(taken) seconds.")
  return 0
}

/// The processor's time and not the clock's, so that a busy machine finds no faults.
private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
