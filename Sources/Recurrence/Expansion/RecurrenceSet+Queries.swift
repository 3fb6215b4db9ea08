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
  ///   series goes on beyond what libical can walk, or exclusions remove a million in a row.
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
    if !isTruncated, let reason = iterator.cutShort ?? libicalsEnd(before: window?.upperBound ?? .max) {
      throw reason
    }
    let reachesEnd = window?.upperBound ?? .max > LocalDateTime.range.upperBound * 1000
    let expansion = Expansion(
      occurrences: found, isTruncated: isTruncated,
      endsWithCalendar: !isTruncated && reachesEnd && storage.plans.contains(where: \.endsWithCalendar))
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
  /// - Complexity: As for one step forward, once for every occurrence passed over that is excluded.
  public func last(before milliseconds: Int) -> Occurrence? {
    var best: Occurrence?
    for plan in storage.plans {
      var end = seconds(roundingUp: milliseconds)
      while let found = last(of: plan, before: end),
        found.startMilliseconds > best?.startMilliseconds ?? .min
      {
        if !isExcluded(found) {
          best = found
          break
        }
        end = found.startMilliseconds / 1000
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

  /// The occurrences that start inside `window`, latest first.
  ///
  /// - Parameter window: Half-open, in epoch milliseconds.
  public func reversedOccurrences(in window: Range<Int>) -> some Sequence<Occurrence> & Sendable {
    ReversedOccurrences(set: self, window: window)
  }

  /// Whether an occurrence starts at that instant.
  public func contains(_ milliseconds: Int) -> Bool {
    // Only there: beyond it an exclusion rule may remove all that follows.
    guard milliseconds < .max else { return false }
    var iterator = occurrences(in: milliseconds..<milliseconds + 1).makeIterator()
    return iterator.next() != nil
  }

  /// The place in the series, from 0, of the occurrence that starts at that instant.
  ///
  /// - Complexity: For one rule, arithmetic by periods; several rules, and EXRULE, are walked.
  public func index(of milliseconds: Int) -> Int? {
    contains(milliseconds) ? count(in: .min..<milliseconds) : nil
  }

  /// How many occurrences start in the window.
  ///
  /// - Parameter window: Half-open, in epoch milliseconds.
  /// - Complexity: For one rule, arithmetic by periods; several rules, and EXRULE, are walked.
  public func count(in window: Range<Int>) -> Int {
    guard onlyPlan != nil || storage.plans.isEmpty else {
      return occurrences(in: window).reduce(0) { count, _ in count + 1 }
    }
    return count(before: window.upperBound) - count(before: window.lowerBound)
  }

  /// How many occurrences the series has; `nil` where it has no end.
  public func count() -> Int? {
    isFinite ? count(in: .min..<LocalDateTime.range.upperBound * 2000) : nil
  }

  /// The occurrence with that place in the series, from 0.
  ///
  /// - Complexity: For one rule, arithmetic by periods; several rules, and EXRULE, are walked.
  public func occurrence(at index: Int) -> Occurrence? {
    guard index >= 0 else { return nil }
    guard onlyPlan != nil else {
      return occurrences.dropFirst(index).first { _ in true }
    }
    if let plan = lonePlan, let wall = plan.wall(at: index) {
      let found = zoned(wall)
      if let found, count(before: found.startMilliseconds) == index, contains(found.startMilliseconds) {
        return found
      }
    }
    // Gaps and dates shift places: search for the instant with `index` occurrences before it.
    var low = LocalDateTime.range.lowerBound * 1000 - 86_400_000
    // From the start on, as the gaps of centuries that need no counting cost time.
    let end = LocalDateTime.range.upperBound * 1000 + 86_400_000
    var span = 86_400_000
    var high = min(start.local.wallSeconds * 1000 + span, end)
    while count(before: high) <= index {
      if high == end { return nil }
      low = high
      span *= 2
      high = min(high + span, end)
    }
    // The last instant with no more than `index` occurrences before it.
    return first(from: (low + 1..<high).partitionPoint { count(before: $0) > index } - 1)
  }

  /// Why a rule that libical walks ended before its own end, where it did.
  private func libicalsEnd(before milliseconds: Int) -> RecurrenceError? {
    let end = LibicalWalk.finalWall
    let isCut = storage.plans.contains { plan in
      plan.last > end && (plan.pattern as? LibicalWalk)?.hasStoppedAtFinalYear == true
    }
    guard isCut, milliseconds / 1000 > end else { return nil }
    return RecurrenceError(
      .limitReached, "libical knows no year after 2582, and the rule may go on; end the window before.")
  }

  private func zoned(_ wall: Int) -> Occurrence? {
    start.zone.occurrence(at: LocalDateTime(unchecked: wall), policy: options.zonePolicy)
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
