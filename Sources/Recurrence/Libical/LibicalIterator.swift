internal import CLibical

/// The local times that libical yields for a rule, from a start, on a clock without a zone.
///
/// The one owner of libical's handles; it is confined to one task at a time. COUNT is kept, after
/// repetitions have fallen together; UNTIL is the caller's to compare, for it can be an instant.
final class LibicalIterator: WallSource {
  private var handle = series_iterator()
  private let limit: Int
  private var yielded = 0
  private var lastWall = Int.min
  private let isOpen: Bool

  /// Whether the end was libical's last year and not the rule's end: later occurrences are unknown.
  private(set) var stoppedAtFinalYear = false

  /// The days that a step of libical passes over.
  private let daysPerStep: Int
  private let costOfStep: Int
  private var budget: Int
  private var lastDay: Int

  /// What the steps of one walk may cost, so that it takes a bounded time: about 8 µs for each, and so 30 ms for a
  /// rule that libical has to walk, which has to get by with less than rules it is only asked about. A choice.
  private static let (scaledBudget, otherBudget) = (4000, 100_000)
  private let wholeBudget: Int

  /// A step in another calendar takes about 8 µs, any other far less.
  var spent: Int { (wholeBudget == Self.scaledBudget ? 8000 : 300) * (wholeBudget - budget) }

  /// Whether the walk ended because it took too many steps: later occurrences are unknown.
  var hasGivenUp: Bool { budget <= 0 }

  /// - Throws: `unsupported` where the rule meets a known fault of libical, or libical refuses it.
  init(rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool) throws(RecurrenceError) {
    let spelling = LibicalSpelling(rule, isAllDay: isAllDay)
    let spelled = spelling.rule
    limit =
      switch rule.end {
      case .count(let count), .countOrUntil(let count, _): count
      case .never, .until: .max
      }
    if spelling.isBeforeFirstPeriod(start: start) { lastWall = (start.date.dayNumber + 1) * 86_400 - 1 }
    let isScaled = spelled.scale.map { $0.calendar != "GREGORIAN" } ?? false
    daysPerStep =
      switch spelled.frequency {
      case .yearly: 350
      case .monthly: 28
      case .weekly: 7
      default: 1
      }
    costOfStep = spelled.scale.map { ScaleMonths.cost($0.calendar) } ?? 1
    wholeBudget = isScaled ? Self.scaledBudget : Self.otherBudget
    budget = wholeBudget
    lastDay = start.date.dayNumber
    if let fault = LibicalFault.allCases.first(where: { $0.applies(to: spelled, start: start) }) {
      isOpen = false
      throw Self.unsupported(rule, "which meets a known fault of libical (\(fault.rawValue))")
    }
    if isAllDay, rule.frequency < .daily {
      isOpen = false
      throw Self.unsupported(rule, "which steps by less than a day, from a start without a time")
    }
    guard !spelling.isUnsatisfiable else {
      isOpen = false
      return
    }

    let text = spelling.text
    let (year, month, day) = start.date.components
    if spelled.scale?.calendar == "DANGI" { SharedSolstices.fill(from: year) }
    let time = series_time(
      year: Int32(year), month: Int32(month), day: Int32(day), hour: Int32(start.hour),
      minute: Int32(start.minute), second: Int32(start.second))
    var opened = series_iterator()
    isOpen = text.utf8.span.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return series_iterator_open(base, buffer.count, time, isAllDay, &opened)
    }
    handle = opened
    guard isOpen else { throw Self.unsupported(rule, "for which libical finds no occurrence") }
  }

  deinit { series_iterator_close(&handle) }

  /// The next local time, in wall-clock seconds; strictly ascending. `nil` at the end.
  func next() -> Int? {
    guard isOpen, yielded < limit, !stoppedAtFinalYear, !hasGivenUp else { return nil }
    var time = series_time()
    while budget > 0, series_iterator_next(&handle, &time) {
      let day = CivilDate.dayNumber(year: Int(time.year), month: Int(time.month), day: Int(time.day))
      let wall = day * 86_400 + Int(time.hour) * 3600 + Int(time.minute) * 60 + Int(time.second)
      budget -= max(1, (day - lastDay) / daysPerStep) * costOfStep
      lastDay = day
      // SKIP can move two days onto one.
      guard wall > lastWall else { continue }
      lastWall = wall
      yielded += 1
      return wall
    }
    stoppedAtFinalYear = !hasGivenUp
    return nil
  }

  private static func unsupported(_ rule: RecurrenceRule, _ reason: String) -> RecurrenceError {
    RecurrenceError(
      .unsupported, "libical can't expand \(rule), \(reason); let the compiled engine expand it.")
  }
}
