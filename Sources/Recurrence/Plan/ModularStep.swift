/// The least number of steps that lead from `start` into `range`, modulo `modulus`; `nil` where none does.
///
/// Euclid's algorithm on the step and the modulus: at most two rounds for each bit of the modulus.
/// - Parameters:
///   - range: Within `0..<modulus`.
///   - start: In `0..<modulus`.
///   - modulus: At most 2^31.
func firstStep(into range: ClosedRange<Int>, from start: Int, step: Int, modulus: Int) -> Int? {
  if range.contains(start) { return 0 }
  // With the origin moved to the start, a multiple of the step has to fall into lower...upper, which
  // does not hold 0 and so does not wrap.
  var lower = (range.lowerBound - start).floorRemainder(by: modulus)
  var upper = lower + range.upperBound - range.lowerBound
  var step = step % modulus
  var modulus = modulus
  // What each round needs again on the way back.
  var lowers = InlineArray<64, Int>(repeating: 0)
  var steps = lowers
  var moduli = lowers
  var depth = 0
  var result: Int
  while true {
    if step == 0 { return nil }
    let direct = (lower + step - 1) / step
    if direct * step <= upper {
      result = direct
      break
    }
    // No multiple of the step lies in the range itself: ask how often to wrap round the modulus.
    lowers[depth] = lower
    steps[depth] = step
    moduli[depth] = modulus
    depth += 1
    (lower, upper) = ((-upper).floorRemainder(by: step), (-lower).floorRemainder(by: step))
    (step, modulus) = (modulus % step, step)
  }
  while depth > 0 {
    depth -= 1
    result = (lowers[depth] + moduli[depth] * result + steps[depth] - 1) / steps[depth]
  }
  return result
}
