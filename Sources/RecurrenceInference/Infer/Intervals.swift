internal import Recurrence

/// The intervals worth trying for a rule.
enum Intervals {
  /// How many intervals of one length, in digits, are tried; bounds the candidates where the distances have
  /// many divisors. A choice.
  private static let mostOfLength = 6

  /// 1, and the numbers that divide all distances, without those that divide a larger one with as many
  /// digits: the larger interval is as long in text and leaves fewer periods to exclude.
  ///
  /// - Parameter distances: How many periods each wanted period lies after the start's period.
  static func dividing(_ distances: some Sequence<Int>) -> [Int] {
    let divisor = distances.reduce(0) { greatestCommonDivisor($0, $1) }
    guard divisor > 1 else { return [1] }
    let primes = factors(of: divisor)
    var divisors = [1]
    for (prime, power) in primes {
      for divisor in divisors {
        var multiple = divisor
        for _ in 0..<power {
          multiple *= prime
          if multiple > Int(Int32.max) { break }
          divisors.append(multiple)
        }
      }
    }
    divisors.sort(by: >)
    var found = [1]
    for digits in 1...10 {
      let bound = min((0..<digits).reduce(1) { power, _ in power * 10 }, Int(Int32.max) + 1)
      let largest = divisors.lazy.filter { candidate in
        candidate > 1 && candidate.textLength == digits
          && !primes.contains { candidate * $0.prime < bound && divisor % (candidate * $0.prime) == 0 }
      }
      found += largest.prefix(mostOfLength)
    }
    return found
  }

  private static func factors(of number: Int) -> [(prime: Int, power: Int)] {
    var found: [(prime: Int, power: Int)] = []
    var rest = number
    var candidate = 2
    while candidate * candidate <= rest {
      var power = 0
      while rest % candidate == 0 {
        rest /= candidate
        power += 1
      }
      if power > 0 { found.append((candidate, power)) }
      candidate += candidate == 2 ? 1 : 2
    }
    if rest > 1 { found.append((rest, 1)) }
    return found
  }
}
