extension LibicalFault {
  /// Whether the rule, in the spelling that libical is given, meets the fault.
  func applies(to rule: RecurrenceRule, start: LocalDateTime) -> Bool {
    let parts = rule.parts
    let isMonthlyOrYearly = rule.frequency >= .monthly
    let hasPositions = !parts.setPositions.isEmpty
    switch self {
    case .weeklyIntervalFirstWeek: return Self.missesFirstWeek(rule, start)
    case .weekNumbers: return parts.hasWeekNumbers
    case .yearDayCombination:
      return rule.frequency == .yearly && !parts.yearDays.isEmpty && (parts.hasMonths || parts.hasMonthDays)
    case .yearlyMonthDays: return rule.frequency == .yearly && parts.hasMonthDays && !parts.hasMonths
    case .setPositionsIgnored: return hasPositions && !isMonthlyOrYearly
    case .setPositionsCountDays: return hasPositions && isMonthlyOrYearly && parts.timesPerDay > 1
    case .setPositionsCountDuplicates:
      let isMixed =
        parts.monthDays != 0 && parts.monthDaysFromEnd != 0
        || parts.yearDays.contains { $0 < 0 } && parts.yearDays.contains { $0 > 0 }
      return hasPositions && isMonthlyOrYearly && isMixed
    case .ownPart:
      switch rule.frequency {
      case .secondly: return parts.seconds != 0
      case .minutely: return parts.minutes != 0
      case .hourly: return parts.hours != 0
      default: return false
      }
    case .subdailyPhase:
      switch rule.frequency {
      case .secondly: return parts.minutes != 0 || parts.hours != 0
      case .minutely: return parts.hours != 0
      default: return false
      }
    case .negativeLimit:
      return rule.frequency <= .daily
        && (parts.monthDaysFromEnd != 0 || parts.yearDays.contains { $0 < 0 })
    case .crawl:
      let limitsDays = parts.hasMonths || parts.hasMonthDays || !parts.yearDays.isEmpty
      switch rule.frequency {
      case .secondly: return limitsDays || parts.weekdays != 0
      case .minutely: return limitsDays
      case .hourly:
        // Two lists of days may never meet, nor may a step of hours and a list.
        let isRarely = parts.hasMonths || parts.hasMonthDays || parts.hasWeekdays || rule.interval > 1
        return !parts.yearDays.isEmpty && isRarely || rule.interval > 1 && limitsDays
      default: return false
      }
    case .interval: return rule.interval > Int(Int16.max)
    case .listTooLong: return !LibicalReading.canHold(parts)
    case .julianCalendar: return start.wallSeconds < Self.firstSafeStart
    case .lastYear: return Self.passesLastYear(rule, start)
    case .skipCombination: return Self.skipsIntoOtherParts(rule)
    case .scaleInterval, .scaleSkip, .scaleMonthDay: return appliesToScale(rule)
    case .scaleCrawl: return Self.isRare(rule, start: start)
    }
  }

  /// 1583-01-08T00:00:00: a week after the first whole Gregorian year begins.
  private static let firstSafeStart = CivilDate.dayNumber(year: 1583, month: 1, day: 8) * 86_400

  /// libical moves the start to the first of the sorted BYDAYs by the difference of their numbers,
  /// Sunday being 1, which can end in the week before.
  private static func missesFirstWeek(_ rule: RecurrenceRule, _ start: LocalDateTime) -> Bool {
    guard rule.frequency == .weekly, rule.interval > 1, rule.parts.weekdays != 0 else { return false }
    let weekStart = Int(rule.weekStart.rawValue)
    let offset: Int = (0..<7).first { rule.parts.weekdays >> ((weekStart + $0) % 7) & 1 == 1 } ?? 0
    let startDay = start.date.dayNumber
    let startOfWeek = startDay - (CivilDate.weekdayIndex(startDay) - weekStart + 7) % 7

    let number = { (index: Int) in (index + 1) % 7 + 1 }
    let startNumber = number(CivilDate.weekdayIndex(startDay))
    let firstNumber = number((weekStart + offset) % 7)
    var move = firstNumber - startNumber
    if move != 0, startNumber < number(weekStart) { move -= 7 }
    let isMoved = (startNumber < firstNumber && move >= 0) || move < 0
    return startDay + (isMoved ? move : 0) != startOfWeek + offset
  }

  /// Whether the series certainly goes on where libical stops.
  private static func passesLastYear(_ rule: RecurrenceRule, _ start: LocalDateTime) -> Bool {
    let year = start.date.year
    if year > finalYear { return true }
    switch rule.end {
    case .never: return false
    case .countOrUntil(let count, _): return passesLastYear(rule.with(end: .count(count)), start)
    case .count(let count):
      // COUNT periods of INTERVAL, each of which yields at most what its days and times allow.
      let (periods, overflow) = (count - 1).multipliedReportingOverflow(by: rule.interval)
      let years: Int =
        switch rule.frequency {
        case .yearly: periods
        case .monthly: periods / 12
        case .weekly: periods / 53
        case .daily: periods / 366
        default: 0
        }
      return overflow || (!rule.parts.expands && years > finalYear - year)
    case .until(.date(let date)): return date.year > finalYear
    case .until(.local(let local)): return local.date.year > finalYear
    case .until(.instant(let seconds)): return LocalDateTime(unchecked: seconds).date.year > finalYear
    }
  }

  private static func skipsIntoOtherParts(_ rule: RecurrenceRule) -> Bool {
    guard let scale = rule.scale, scale.skip != .omit else { return false }
    let parts = rule.parts
    return !parts.setPositions.isEmpty || parts.hasWeekdays && (parts.hasMonthDays || !parts.yearDays.isEmpty)
      || rule.frequency == .monthly && parts.hasMonths
  }

  private func appliesToScale(_ rule: RecurrenceRule) -> Bool {
    guard let scale = rule.scale, scale.calendar != "GREGORIAN" else { return false }
    let parts = rule.parts
    switch self {
    case .scaleInterval: return rule.interval > 1
    case .scaleMonthDay:
      return ScaleMonths.haveAtMost30Days(scale.calendar)
        && (parts.monthDays | parts.monthDaysFromEnd) >> 31 & 1 == 1
    default:
      guard scale.skip != .omit else { return false }
      let hasShortMonth = ScaleMonths.hasShortMonth(scale.calendar)
      let isPlain =
        !parts.hasWeekdays && parts.yearDays.isEmpty && parts.setPositions.isEmpty
        && parts.monthDaysFromEnd == 0 && !hasShortMonth
      switch rule.frequency {
      case .monthly: return !isPlain || parts.hasMonths || scale.calendar == "HEBREW"
      case .yearly:
        let isEverywhere = parts.monthDays != 0 && parts.monthDays >> 30 == 0
        let hasKnownMonths = parts.hasMonths && (parts.leapMonths == 0 || scale.calendar == "HEBREW")
        return !isPlain || !isEverywhere || !hasKnownMonths
      default: return true
      }
    }
  }
}

extension RuleParts {
  /// How many times a day the time parts name; 1 where there are none.
  var timesPerDay: Int {
    max(hours.nonzeroBitCount, 1) * max(minutes.nonzeroBitCount, 1) * max(seconds.nonzeroBitCount, 1)
  }
  /// Whether a period can hold more than one occurrence.
  var expands: Bool {
    hasWeekdays || monthDays.nonzeroBitCount + monthDaysFromEnd.nonzeroBitCount > 1
      || months.nonzeroBitCount + leapMonths.nonzeroBitCount > 1 || yearDays.count > 1
      || hasWeekNumbers || timesPerDay > 1
  }
}
