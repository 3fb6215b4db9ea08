internal import Recurrence

/// Makes a recurrence text a phrase.
struct SeriesReader {
  let text: RecurrenceText
  let start: RecurrenceStart?
  let options: ExpansionOptions

  var phrase: SeriesPhrase {
    var phrase = SeriesPhrase()
    phrase.rules = unique(text.rules)
    phrase.exclusionRules = unique(text.exclusionRules)
    var additions = text.additions.map { moment($0) }
    if let start, text.rules.isEmpty {
      additions.append(start.isAllDay ? Moment(start.local.date) : Moment(start.local))
    }
    phrase.additions = Self.inOrder(additions)
    let usual = text.exclusions.isEmpty ? nil : usualTime
    phrase.exclusions = Self.inOrder(
      text.exclusions.map { date in
        var moment = moment(date)
        // Where a day has one occurrence, the day says which one is left out.
        if let usual, moment.secondOfDay == usual { moment.secondOfDay = nil }
        return moment
      })
    return phrase
  }

  /// Ascending, each once.
  private static func inOrder(_ moments: [Moment]) -> [Moment] {
    moments.sorted().reduce(into: []) { found, moment in
      if found.last != moment { found.append(moment) }
    }
  }

  private func unique(_ rules: [RecurrenceRule]) -> [RulePhrase] {
    let phrases = rules.map { PhraseMaker.phrase($0, start: start, options: options) }
    if phrases.count < 2 { return phrases }
    var seen: Set<RulePhrase> = []
    return phrases.filter { seen.insert($0).inserted }
  }

  /// The only time of day that the series has, in seconds after midnight.
  private var usualTime: Int? {
    guard let start, !start.isAllDay, text.rules.count == 1, text.additions.isEmpty,
      let rule = text.rules.first
    else { return nil }
    var meaning = RuleMeaning(rule, start: start)
    meaning.resolvePositions()
    meaning.widen()
    guard meaning.isDayOrLonger, meaning.times == nil, meaning.hours.count == 1, meaning.minutes.count == 1,
      meaning.seconds.count == 1
    else { return nil }
    return meaning.hours[0] * 3600 + meaning.minutes[0] * 60 + meaning.seconds[0]
  }

  /// A date on the series' clock, where that is known.
  private func moment(_ date: RecurrenceDate) -> Moment {
    switch date {
    case .date(let date):
      return Moment(date)
    case .local(let local, zone: nil):
      return Moment(local)
    case .local(let local, zone: .some(let name)):
      guard let start else { return Moment(local, zone: name) }
      if name == start.zone.identifier { return Moment(local) }
      guard let named = try? date.occurrence(in: start.zone, policy: options.zonePolicy) else {
        return Moment(local, zone: name)
      }
      return moment(instant: named.startSeconds, start)
    case .instant(let seconds):
      guard let start else { return Moment(LocalDateTime(clamping: seconds), zone: "UTC") }
      return moment(instant: seconds, start)
    }
  }

  private func moment(instant seconds: Int, _ start: RecurrenceStart) -> Moment {
    let wall = seconds + start.zone.offsetSeconds(atInstant: seconds)
    guard let local = LocalDateTime(wallSeconds: wall) else {
      return Moment(LocalDateTime(clamping: seconds), zone: "UTC")
    }
    // An all-day series leaves out, or adds, the midnight that the instant is.
    return start.isAllDay && local.secondOfDay == 0 ? Moment(local.date) : Moment(local)
  }
}
