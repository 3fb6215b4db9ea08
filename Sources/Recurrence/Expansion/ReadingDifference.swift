/// A point in which readings of a series differ, with what another choice does to it.
public struct ReadingDifference: Hashable, Sendable {
  /// What is read otherwise.
  public let point: Reading.Point
  /// The other choice: `whole-week`.
  public let choice: String
  /// The engines that make it.
  public let engines: [String]
  /// The first start, in epoch milliseconds, that only one of the two readings has; `nil` where the other has
  /// none at all.
  public let firstMilliseconds: Int?
}

extension RecurrenceSet {
  /// Where an engine of another reading would find other occurrences, of the first thousand or so.
  ///
  /// What no engine with a name does is left out, and so are a start off the pattern and a bare date in UNTIL:
  /// `warnings` name them.
  ///
  /// - Complexity: A thousand occurrences for each point that the rules leave open; nothing for most rules.
  public var readingDifferences: [ReadingDifference] {
    let own = options.reading
    return Reading.Point.allCases.filter(leavesOpen).flatMap { point in
      point.choices.indices.filter { $0 != own[point] }.compactMap { difference(point, choosing: $0) }
    }
  }

  private func leavesOpen(_ point: Reading.Point) -> Bool {
    text.rules.contains { rule in
      guard rule.scale == nil else { return false }
      let parts = rule.parts
      let isCounted = if case .count = rule.end { !start.zone.isFixed } else { false }
      switch point {
      case .monthDays:
        return rule.frequency == .yearly && parts.hasMonthDays && !parts.hasMonths && !parts.hasWeekNumbers
          && parts.yearDays.isEmpty
      case .weekDays: return parts.impliedDay(rule.frequency) == .weekday && rule.frequency == .yearly
      case .weekYears: return parts.hasWeekNumbers && rule.interval > 1
      case .firstPeriod: return !parts.setPositions.isEmpty
      case .omittedTimes: return isCounted && options.zonePolicy.gap == .omit
      case .start, .untilDate, .clockChanges, .joinedTimes: return false
      }
    }
  }

  private func difference(_ point: Reading.Point, choosing choice: Int) -> ReadingDifference? {
    let engines = Reading.named.filter { $0.reading[point] == choice }.map(\.name)
    var other = options
    other.reading[point] = choice
    guard !engines.isEmpty, let set = try? RecurrenceSet(text, start: start, options: other) else {
      return nil
    }
    let most = 1000
    var (left, right) = (occurrences.prefix(most).makeIterator(), set.occurrences.prefix(most).makeIterator())
    while true {
      let (own, foreign) = (left.next()?.startMilliseconds, right.next()?.startMilliseconds)
      if own == foreign {
        if own == nil { return nil }
        continue
      }
      return ReadingDifference(
        point: point, choice: point.choices[choice], engines: engines,
        firstMilliseconds: [own, foreign].compactMap(\.self).min())
    }
  }
}

extension ReadingDifference: CustomStringConvertible {
  /// Who makes the other choice, and what it means: `rrule.js and dateutil take BYWEEKNO for the whole week`.
  public var description: String {
    let meaning = Self.meanings[choice] ?? "take \(point.rawValue) for \(choice)"
    guard engines.count == 1 else { return "\(engines.joined(separator: " and ")) \(meaning)" }
    let verb = meaning.prefix { $0 != " " }
    return "\(engines[0]) \(verb)s\(meaning[verb.endIndex...])"
  }

  /// What engines do, the verb first.
  private static let meanings = [
    "every-month": "take BYMONTHDAY for days of every month",
    "start-month": "take BYMONTHDAY for days of the start's month",
    "start-weekday": "take BYWEEKNO for the start's weekday",
    "whole-week": "take BYWEEKNO for the whole week",
    "calendar-year": "count INTERVAL in calendar years",
    "week-year": "count INTERVAL in years of whole weeks",
    "whole": "count BYSETPOS in the whole first period",
    "cut-week": "count BYSETPOS from the start's day on in the first week",
    "counted": "count the times that the clocks skip",
    "uncounted": "leave the times that the clocks skip out of COUNT",
  ]
}
