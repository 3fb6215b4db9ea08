/// Whether and when times of two periodic patterns come together: modular arithmetic on their offsets.
struct ResidueCollision: Sendable {
  private let first: PeriodicPattern
  private let second: PeriodicPattern
  private let firstLength: Int
  private let secondLength: Int
  /// The greatest common divisor of the periods: the difference of two times, modulo it, is fixed by
  /// their offsets alone, and takes every value that this allows.
  private let modulus: Int
  /// The patterns' times modulo the modulus, ascending, unique.
  private let firstResidues: ContiguousArray<Int>
  private let secondResidues: ContiguousArray<Int>
  /// Whether `next` computes its answer; else it has none better than the range's start.
  let isShort: Bool
  /// Whether `next` does, and the patterns meet but every few weeks on average.
  let isSparse: Bool

  init(_ first: PeriodicPattern, _ firstLength: Int, _ second: PeriodicPattern, _ secondLength: Int) {
    self.first = first
    self.second = second
    self.firstLength = firstLength
    self.secondLength = secondLength
    let modulus = greatestCommonDivisor(first.period, second.period)
    func residues(_ pattern: PeriodicPattern) -> ContiguousArray<Int> {
      let values = pattern.offsets.map { (pattern.anchor + $0).floorRemainder(by: modulus) }.sorted()
      var unique = ContiguousArray<Int>()
      for value in values where unique.last != value { unique.append(value) }
      return unique
    }
    self.modulus = modulus
    firstResidues = residues(first)
    secondResidues = residues(second)
    let (pairs, width) = (first.count * second.count, firstLength + secondLength - 1)
    isShort = pairs <= 64 && second.period <= 1 << 31 && width < second.period
    let interval = Double(first.period) * Double(second.period) / Double(pairs * max(width, 1))
    isSparse = isShort && interval > Double(pairs) * 20 * 86_400
  }

  /// What `next` takes at the most, in nanoseconds as they were measured.
  var costOfNext: Int { 50 + 100 * first.count * second.count }

  /// Whether the patterns meet where the first one's lead is greater by `shift`.
  func meets(shift: Int) -> Bool {
    let width = firstLength + secondLength - 1
    if width >= modulus { return true }
    for residue in secondResidues {
      // A time of the first meets this one if it is less than its own length earlier, or less than the
      // other's length later.
      let lower = (residue + shift - firstLength + 1).floorRemainder(by: modulus)
      let index = lowerBound(firstResidues, lower)
      let next = index < firstResidues.count ? firstResidues[index] : firstResidues[0] + modulus
      if next - lower < width { return true }
    }
    return false
  }

  /// The first instant of the range at which both take time for the first time, or one before it.
  func next(in range: Range<Int>, firstLead: Int, secondLead: Int) -> Int {
    var best = range.upperBound
    let width = firstLength + secondLength - 1
    let earliest = range.lowerBound - firstLength + 1
    for ownIndex in 0..<first.count {
      let base = first.anchor + first.offset(ownIndex) - firstLead
      let start = base - (base - earliest).floorDivided(by: first.period) * first.period
      for otherIndex in 0..<second.count {
        let gap = start - (second.anchor + second.offset(otherIndex) - secondLead) + firstLength - 1
        guard start < best,
          let steps = firstStep(
            into: 0...(width - 1), from: gap.floorRemainder(by: second.period),
            step: first.period % second.period, modulus: second.period)
        else { continue }
        let (distance, overflow) = steps.multipliedReportingOverflow(by: first.period)
        if overflow || distance > best - start { continue }
        best = min(best, max(range.lowerBound, start + distance))
        if best == range.lowerBound { return best }
      }
    }
    return best
  }
}
