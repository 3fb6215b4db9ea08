package import Recurrence
import Testing

/// A generated series: rules, dates to add and to remove, a zone and what to do in its gaps and folds.
package struct GeneratedSeries: Sendable, CustomTestStringConvertible {
  package var text: RecurrenceText
  package var start: RecurrenceStart
  package var options: ExpansionOptions

  package var testDescription: String {
    "\(text.description.replacing("\n", with: " ")) from \(start.local.basicDescription)"
      + (start.isAllDay ? " (all day)" : "")
      + " in \(start.zone.identifier), gaps \(options.zonePolicy.gap), folds \(options.zonePolicy.fold)"
  }

  package func set() throws -> RecurrenceSet { try RecurrenceSet(text, start: start, options: options) }
}

/// Seeded series over the rule generator; half of them begin in the days before a zone's transition.
package struct SeriesGenerator {
  /// Zones with changes of the clocks of every kind, and twice one without.
  package static let zones = [
    "UTC", "America/New_York", "UTC", "Australia/Lord_Howe", "Europe/Dublin", "America/Sao_Paulo",
    "Pacific/Apia",
  ]

  private var rules: RuleGenerator
  private var random: SplitMix
  private var made = 0

  package init(seed: UInt64) {
    rules = RuleGenerator(seed: seed)
    random = SplitMix(seed: seed ^ 0x5E71)
  }

  package mutating func next() throws -> GeneratedSeries {
    made += 1
    let sample = rules.next()
    let zone = try ZoneTransitions.named(Self.zones.randomElement(using: &random) ?? "UTC")
    var local = sample.start
    if made.isMultiple(of: 2) { local = nearTransition(local, zone) }
    var text = try RecurrenceText(parsing: sample.rule)
    let isLong = text.rules.allSatisfy { $0.frequency >= .daily }
    if chance(25) { text.rules += try RecurrenceText(parsing: rules.next().rule).rules }
    if isLong, chance(6) {
      let exclusion = try RecurrenceText(parsing: rules.next().rule).rules
      text.exclusionRules = exclusion.filter { $0.frequency >= .daily }
    }
    let isAllDay = chance(20) && text.rules.allSatisfy { $0.frequency >= .daily }
    let start =
      isAllDay ? RecurrenceStart(allDay: local.date, in: zone) : RecurrenceStart(local, in: zone)
    let policy = ZonePolicy(gap: chance(40) ? .omit : .shiftForward, fold: chance(40) ? .second : .first)
    var series = GeneratedSeries(
      text: text, start: start, options: ExpansionOptions(zonePolicy: policy))
    if chance(50) { try addDates(&series) }
    return series
  }

  /// EXDATEs of every spelling, dead ones too, and RDATEs on, between and before the occurrences.
  private mutating func addDates(_ series: inout GeneratedSeries) throws {
    let found = Array(try series.set().occurrences.prefix(40))
    for occurrence in found.shuffled(using: &random).prefix(6) {
      let seconds = occurrence.startMilliseconds / 1000
      switch Int.random(in: 0..<5, using: &random) {
      case 0: series.text.exclusions.append(.instant(seconds: seconds))
      case 1: series.text.exclusions.append(.local(occurrence.nominalLocal, zone: nil))
      case 2: series.text.exclusions.append(.date(occurrence.nominalLocal.date))
      case 3: series.text.exclusions.append(.instant(seconds: seconds + 60))
      default: series.text.additions.append(addition(occurrence.local, series))
      }
    }
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let shift = Int.random(in: -200...2000, using: &random) * 3600
      guard let local = LocalDateTime(wallSeconds: series.start.local.wallSeconds + shift) else { continue }
      series.text.additions.append(addition(local, series))
    }
  }

  private func addition(_ local: LocalDateTime, _ series: GeneratedSeries) -> RecurrenceDate {
    series.start.isAllDay ? .date(local.date) : .local(local, zone: nil)
  }

  private mutating func nearTransition(_ local: LocalDateTime, _ zone: ZoneTransitions) -> LocalDateTime {
    let range = local.wallSeconds..<local.wallSeconds + 400 * 86_400
    guard let transition = zone.transitions(in: range).randomElement(using: &random) else { return local }
    let before = [0, 1800, 3600, 86_400, 86_400 * 7].randomElement(using: &random) ?? 0
    let wall =
      transition.instant + transition.offsetBefore - before + Int.random(in: -1...3, using: &random) * 900
    return LocalDateTime(wallSeconds: wall) ?? local
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
}
