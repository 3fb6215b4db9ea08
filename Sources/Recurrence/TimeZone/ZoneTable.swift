/// The offsets of a zone through time, ready to be searched.
///
/// Explicit transitions come first, then those of the zone's rule for a little more than the 400
/// years after which the Gregorian calendar repeats itself to the weekday; what lies later is looked
/// up that many whole cycles earlier.
struct ZoneTable: Sendable {
  /// 400 Gregorian years in seconds: 146,097 days.
  static let cycle = 146_097 * 86_400
  /// Offsets do not change before year 0 and after year 10000, which keeps all sums small.
  static let floor = CivilDate.dayNumber(year: 0, month: 1, day: 1) * 86_400
  static let horizon = CivilDate.dayNumber(year: 10_001, month: 1, day: 1) * 86_400
  /// Years for which the rule has to be in force before its pattern is taken for the general one.
  static let settlingYears = 9

  let initialOffset: Int
  /// The instants of transitions that change the offset, strictly ascending.
  let instants: AscendingRows
  /// The offsets from those instants on.
  let offsets: [Int32]
  let firstFold: WallTable
  let secondFold: WallTable
  /// Where the cycle that is repeated for ever begins, or `Int.max` where the offset stays.
  let cycleStart: Int
  /// From then on only the zone's rule applies, or nothing changes any more.
  let regularFrom: Int

  init(fixedOffset: Int) {
    self.init(
      initialOffset: fixedOffset, instants: [], offsets: [], cycleStart: .max, regularFrom: .min)
  }

  private init(
    initialOffset: Int, instants: [Int], offsets: [Int32], cycleStart: Int, regularFrom: Int
  ) {
    self.initialOffset = initialOffset
    self.instants = AscendingRows(instants)
    self.offsets = offsets
    self.cycleStart = cycleStart
    self.regularFrom = regularFrom
    firstFold = WallTable(
      initialOffset: initialOffset, instants: instants, offsets: offsets, fold: .first, cycleStart: cycleStart
    )
    secondFold = WallTable(
      initialOffset: initialOffset, instants: instants, offsets: offsets, fold: .second,
      cycleStart: cycleStart)
  }

  init(file: TZifFile) {
    var list = TransitionList(initialOffset: file.clocks.first?.offset ?? 0)
    for (instant, clock) in zip(file.instants, file.clockIndices) {
      list.append(instant: instant, offset: file.clocks[Int(clock)].offset)
    }
    guard let rule = file.rule else {
      self.init(list, cycleStart: .max, regularFrom: list.instants.last ?? .min)
      return
    }
    // Without transitions the rule holds for all time: RFC 9636, section 3.3.
    if file.instants.isEmpty { list.initialOffset = rule.standardOffset }
    let ruleStart = list.removeTail(predictedBy: rule, upTo: file.instants.last ?? .min)
    let startDay = min(max(ruleStart, Self.floor), Self.horizon).floorDivided(by: 86_400)
    let firstYear = CivilDate.components(dayNumber: startDay).year - 1
    let cycleYear = firstYear + Self.settlingYears
    let lastYear = cycleYear + 400 + Self.settlingYears
    let end = CivilDate.dayNumber(year: lastYear, month: 7, day: 1) * 86_400
    // Into the year after, so that no change stands at the end without the one that undoes it there.
    for event in rule.events(inYears: firstYear...lastYear + 1)
    where event.instant > ruleStart && event.instant < end {
      list.append(instant: event.instant, offset: event.offset)
    }
    if rule.daylight == nil {
      list.append(instant: ruleStart, offset: rule.standardOffset)
    }
    let cycleStart = CivilDate.dayNumber(year: cycleYear, month: 1, day: 1) * 86_400
    let repeats = list.instants.last.map { $0 >= cycleStart } ?? false
    self.init(
      list, cycleStart: repeats ? cycleStart : .max,
      regularFrom: repeats ? ruleStart : list.instants.last ?? .min)
  }

  /// - Parameters:
  ///   - onsets: Ascending, for more than 400 years after `cycleYear`.
  ///   - cycleYear: From which on they repeat with the Gregorian calendar; `nil` where all are listed.
  init(initialOffset: Int, onsets: [ZoneOnset], cycleYear: Int?) {
    var list = TransitionList(initialOffset: initialOffset)
    for onset in onsets { list.append(instant: onset.instant, offset: onset.offset) }
    let cycleStart = cycleYear.map { CivilDate.dayNumber(year: $0, month: 1, day: 1) * 86_400 } ?? .max
    let repeats = list.instants.last.map { $0 >= cycleStart } ?? false
    self.init(
      list, cycleStart: repeats ? cycleStart : .max,
      regularFrom: repeats ? cycleStart : list.instants.last ?? .min)
  }

  private init(_ list: TransitionList, cycleStart: Int, regularFrom: Int) {
    self.init(
      initialOffset: list.initialOffset, instants: list.instants, offsets: list.offsets,
      cycleStart: cycleStart, regularFrom: regularFrom)
  }

  /// By how much to go back from a far second to reach the one of the table that stands for it.
  @inline(__always)
  static func cycleShift(of seconds: Int, from cycleStart: Int) -> Int {
    guard seconds >= cycleStart, seconds - cycleStart >= cycle else { return 0 }
    return (seconds - cycleStart) / cycle * cycle
  }

  func cycleShift(of seconds: Int) -> Int { Self.cycleShift(of: seconds, from: cycleStart) }
}

/// Transitions on their way into a table: ascending, and each one changes the offset.
private struct TransitionList {
  var initialOffset: Int
  private(set) var instants: [Int] = []
  private(set) var offsets: [Int32] = []

  init(initialOffset: Int) { self.initialOffset = initialOffset }

  mutating func append(instant: Int, offset: Int) {
    guard instant < ZoneTable.horizon else { return }
    guard instant >= ZoneTable.floor else {
      initialOffset = offset
      return
    }
    if instants.last == instant {
      instants.removeLast()
      offsets.removeLast()
    }
    let before = offsets.last.map(Int.init) ?? initialOffset
    guard before != offset else { return }
    instants.append(instant)
    offsets.append(Int32(offset))
  }

  /// Takes away the last transitions as far back as the rule gives exactly the same, and says after
  /// which instant the rule is to be applied.
  ///
  /// Files may list decades that the rule covers as well; without them the zone is known to be
  /// regular from the day it really became so.
  ///
  /// - Parameter end: The last instant that the file lists, whether or not the offset changes there.
  mutating func removeTail(predictedBy rule: PosixRule, upTo end: Int) -> Int {
    guard let last = instants.last, end < ZoneTable.horizon else { return end }
    let year = CivilDate.components(dayNumber: last.floorDivided(by: 86_400)).year
    let endYear = CivilDate.components(dayNumber: end.floorDivided(by: 86_400)).year
    var predicted = TransitionList(initialOffset: rule.standardOffset)
    for event in rule.events(inYears: max(year - 120, 1)...max(endYear, 1)) where event.instant <= end {
      predicted.append(instant: event.instant, offset: event.offset)
    }
    var start = end
    while let instant = instants.last, instants.count >= 2, predicted.instants.count >= 2,
      predicted.instants.last == instant, predicted.offsets.last == offsets.last,
      predicted.instants[predicted.instants.count - 2] <= instants[instants.count - 2]
    {
      instants.removeLast()
      offsets.removeLast()
      predicted.instants.removeLast()
      predicted.offsets.removeLast()
      start = instants.last ?? end
    }
    return start
  }
}
