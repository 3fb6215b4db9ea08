extension RecurrenceSet {
  /// All occurrences, earliest first; without end where the series has none.
  public var occurrences: Occurrences { Occurrences(self, from: nil, to: .max) }

  /// The occurrences that start inside `window`, earliest first.
  ///
  /// - Parameter window: Half-open, in epoch milliseconds.
  /// - Complexity: O(1) to reach the window, then O(1) for each occurrence; no allocation. A rule that
  ///   libical walks is walked from its start.
  public func occurrences(in window: Range<Int>) -> Occurrences {
    Occurrences(
      self, from: window.lowerBound == .min ? nil : seconds(roundingUp: window.lowerBound),
      to: seconds(roundingUp: window.upperBound))
  }

  /// The occurrences that start at or after an instant, earliest first.
  public func occurrences(from milliseconds: Int) -> Occurrences {
    Occurrences(self, from: seconds(roundingUp: milliseconds), to: .max)
  }

  /// The occurrences that start inside `window`, or all, up to the limit.
  ///
  /// - Throws: `enginesDiffer` where engines are cross-checked and differ; `limitReached` where the
  ///   series goes on beyond what can be walked, or exclusions remove hundreds of thousands that can't be leapt over.
  public func expand(
    in window: Range<Int>? = nil, limits: ExpansionLimits = ExpansionLimits()
  ) throws(RecurrenceError) -> Expansion {
    var found: [Occurrence] = []
    // Most series that end are short.
    found.reserveCapacity(min(32, max(0, limits.occurrences)))
    var isTruncated = false
    var iterator = (window.map { occurrences(in: $0) } ?? occurrences).makeIterator()
    while let occurrence = iterator.next() {
      if found.count >= limits.occurrences {
        isTruncated = true
        break
      }
      found.append(occurrence)
    }
    if !isTruncated, let reason = iterator.cutShort ?? walksEnd(in: window) { throw reason }
    let reachesEnd = window?.upperBound ?? .max > LocalDateTime.range.upperBound * 1000
    let goesOn = reachesEnd && !isTruncated && !iterator.isExcludedForGood
    let expansion = Expansion(
      occurrences: found, isTruncated: isTruncated,
      endsWithCalendar: goesOn && storage.plans.contains(where: \.endsWithCalendar))
    if options.engine == .crossChecked { try crossCheck(expansion, window, limits) }
    return expansion
  }

  /// The first occurrence that starts at or after an instant.
  public func first(from milliseconds: Int) -> Occurrence? {
    var iterator = occurrences(from: milliseconds).makeIterator()
    return iterator.next()
  }

  /// The first occurrence that starts after an instant.
  public func first(after milliseconds: Int) -> Occurrence? {
    milliseconds == .max ? nil : first(from: milliseconds + 1)
  }

  /// The last occurrence that starts before an instant.
  ///
  /// - Complexity: As for one step forward, once for every occurrence passed over that is excluded and for excluded
  ///   days in a row; where exclusion rules have many in a row, as for the forward search through some stretches before.
  public func last(before milliseconds: Int) -> Occurrence? {
    var best: Occurrence?
    for plan in storage.plans {
      var end = seconds(roundingUp: milliseconds)
      var patience = 64
      while let found = last(of: plan, before: end),
        found.startMilliseconds > best?.startMilliseconds ?? .min
      {
        if !isExcluded(found) {
          best = found
          break
        }
        end = found.startSeconds
        if let days = storage.exclusions.daysInARow(around: found) {
          end = min(end, start.zone.instants(ofDay: days.lowerBound - 1).upperBound)
          continue
        }
        patience -= 1
        if patience == 0, !storage.exclusionPlans.isEmpty {
          // Other rules and additions may have later ones than those walked over.
          return lastByStretches(before: seconds(roundingUp: milliseconds))
        }
      }
    }
    for addition in storage.additions.reversed() where addition.startMilliseconds < milliseconds {
      if addition.startMilliseconds <= best?.startMilliseconds ?? .min { break }
      if !isExcluded(addition) {
        best = addition
        break
      }
    }
    return best
  }

  /// The last occurrence that starts before an instant (UTC seconds), looked for forward, where exclusions
  /// are leapt over: in ever longer stretches before it, then in ever shorter ones.
  private func lastByStretches(before end: Int) -> Occurrence? {
    var leap = ExclusionLeap(self)
    func first(_ lower: Int, _ upper: Int) -> Occurrence? {
      if lower >= upper { return nil }
      leap?.rewind()
      var merge = SeriesMerge(self, from: lower, to: upper, leap: leap)
      var block = OccurrenceBlock()
      merge.fill(&block)
      leap = merge.leap
      return block.count > 0 ? block.items[0] : nil
    }
    let begin = LocalDateTime.range.lowerBound - 2 * 86_400
    var (lower, upper) = (end, end)
    var length = 86_400
    var found: Occurrence?
    while found == nil {
      if lower <= begin { return nil }
      (lower, upper) = (max(begin, lower - length), lower)
      length *= 4
      found = first(lower, upper)
    }
    while let known = found?.startSeconds {
      let middle = known + 1 + (upper - known - 1) / 2
      if let later = first(middle, upper) {
        found = later
      } else if middle == known + 1 {
        break
      } else {
        upper = middle
      }
    }
    return found
  }

  /// The occurrences that start inside `window`, latest first.
  ///
  /// - Parameter window: Half-open, in epoch milliseconds.
  public func reversedOccurrences(in window: Range<Int>) -> some Sequence<Occurrence> & Sendable {
    ReversedOccurrences(set: self, window: window)
  }

  /// Whether an occurrence starts at that instant.
  public func contains(_ milliseconds: Int) -> Bool { occurrence(startingAt: milliseconds) != nil }

  /// The occurrence that starts at an instant, in epoch milliseconds; `nil` where none does.
  public func occurrence(startingAt milliseconds: Int) -> Occurrence? {
    // Only there: beyond it an exclusion rule may remove all that follows.
    guard milliseconds < .max else { return nil }
    var iterator = occurrences(in: milliseconds..<milliseconds + 1).makeIterator()
    return iterator.next()
  }

  /// The place in the series, from 0, of the occurrence that starts at that instant; `nil` where none does, or
  /// where more than 30,000 occurrences, fewer of many rules or excluded ones, would have to be read to know.
  ///
  /// - Complexity: Arithmetic by periods; a few times the days of all years for several rules, and for EXRULE.
  ///   Where those meet by more than the day, the occurrences before are read.
  public func index(of milliseconds: Int) -> Int? {
    guard contains(milliseconds) else { return nil }
    return count(before: milliseconds) ?? countByReading(in: .min..<milliseconds)
  }

  /// How many occurrences start in the window; `nil` where, as for `index(of:)`, too many would have to be read
  /// to know.
  ///
  /// - Parameter window: Half-open, in epoch milliseconds.
  /// - Complexity: As `index(of:)`.
  public func count(in window: Range<Int>) -> Int? {
    if let upper = count(before: window.upperBound), let lower = count(before: window.lowerBound) {
      return upper - lower
    }
    return countByReading(in: window)
  }

  /// How many occurrences the series has; `nil` where it has no end, or where, as for `index(of:)`, too many would
  /// have to be read to know.
  public func count() -> Int? {
    guard isFinite else { return nil }
    let end = LocalDateTime.range.upperBound * 2000
    return count(before: end) ?? countByReading(in: .min..<end)
  }

  /// The occurrence with that place in the series, from 0; `nil` where there are fewer, or where, as for
  /// `index(of:)`, too many would have to be read to know.
  ///
  /// - Complexity: As `index(of:)`.
  public func occurrence(at index: Int) -> Occurrence? {
    guard index >= 0 else { return nil }
    let tally = storage.tally
    if onlyPlan == nil, tally == nil {
      guard index < Self.mostRead, let read = read(index + 1, in: .min..<(.max)) else { return nil }
      return read.count > index ? read.last : nil
    }
    func wall(at place: Int) -> Int? { onlyPlan?.wall(at: place) ?? tally?.days.wall(at: place) }
    // Gaps and dates shift places: from the time with that place the occurrence is not far.
    let added = storage.dates == nil ? 0 : storage.effects(in: self).added.count
    var place = index
    for _ in 0..<8 {
      var time = wall(at: place)
      if time == nil, added > 0 { time = wall(at: max(0, place - added)) }
      guard let time else {
        if place == index, added == 0 { return nil }
        break
      }
      let instant = instant(of: time)
      guard let before = count(before: instant) else { return nil }
      let distance = index - before
      if distance >= 0, distance <= 32 {
        return occurrences(from: instant).dropFirst(distance).first { _ in true }
      }
      place = max(0, place + distance)
    }
    return search(for: index)
  }

  /// The occurrence with that place, by the instants with as many occurrences before them.
  private func search(for index: Int) -> Occurrence? {
    func isLate(_ instant: Int) -> Bool { count(before: instant) ?? .max > index }
    var low = LocalDateTime.range.lowerBound * 1000 - 2 * 86_400_000
    // From the start on, as the gaps of centuries that need no counting cost time.
    let end = LocalDateTime.range.upperBound * 1000 + 2 * 86_400_000
    var span = 2 * 86_400_000
    var high = min(start.local.wallSeconds * 1000 + span, end)
    while !isLate(high) {
      if high == end { return nil }
      low = high
      span *= 2
      high = min(high + span, end)
    }
    // The last instant with no more than `index` occurrences before it.
    return first(from: (low + 1..<high).partitionPoint(where: isLate) - 1)
  }

  /// Why a rule that is walked ended before its own end and the window's, where it did.
  private func walksEnd(in window: Range<Int>?) -> RecurrenceError? {
    for (end, lastWall) in walksEnds(of: storage.plans + storage.exclusionPlans) {
      let last = instant(of: lastWall)
      guard window?.upperBound ?? .max > last else { continue }
      let reason =
        end == .yearsEnd
        ? "libical knows no year after 2582, and the rule may go on"
        : "the rule, which can only be walked, is followed no farther than "
          + "\(LocalDateTime(clamping: lastWall).date)"
      let remedy =
        window?.lowerBound ?? .min > last ? "what comes later is not known." : "end the window before."
      return RecurrenceError(.limitReached, "\(reason); \(remedy)")
    }
    return nil
  }

  /// Whether it is known what the rules have before an instant, in epoch milliseconds, now that they were asked
  /// for it: a rule that is walked is not followed beyond some time.
  func isKnown(before instant: Int) -> Bool {
    walksEnds(of: storage.plans).allSatisfy { self.instant(of: $0.lastWall) >= instant }
  }

  /// Where rules that are walked ended before their own end, and why.
  private func walksEnds(of plans: [RecurrencePlan]) -> [(end: WalkedPattern.End, lastWall: Int)] {
    plans.compactMap { plan in
      guard let end = (plan.pattern as? WalkedPattern)?.end, let lastWall = end.lastWall else { return nil }
      return plan.bound > lastWall ? (end, lastWall) : nil
    }
  }

  /// The instant that a time means, or would where the clocks skip it: epoch milliseconds.
  private func instant(of wall: Int) -> Int {
    let zone = onlyPlan?.zone ?? start.zone
    return (wall - zone.segment(atWall: wall, policy: options.zonePolicy).offsetSeconds) * 1000
  }

  func seconds(roundingUp milliseconds: Int) -> Int {
    let seconds = milliseconds.floorDivided(by: 1000)
    return milliseconds.floorRemainder(by: 1000) == 0 ? seconds : seconds + 1
  }
}

/// Occurrences read backwards, each by a query of its own.
struct ReversedOccurrences: Sequence, IteratorProtocol, Sendable {
  private let set: RecurrenceSet
  private let lower: Int
  private var upper: Int

  init(set: RecurrenceSet, window: Range<Int>) {
    self.set = set
    lower = window.lowerBound
    upper = window.upperBound
  }

  mutating func next() -> Occurrence? {
    guard let found = set.last(before: upper), found.startMilliseconds >= lower else { return nil }
    upper = found.startMilliseconds
    return found
  }
}
