internal import Recurrence

/// Puts the parts of a phrase in order; what the languages differ in is theirs.
struct Sentence {
  let grammar: any Grammar

  /// The whole series, from the words of its rules.
  func text(_ phrase: SeriesPhrase, rules: [String], exclusionRules: [String]) -> String {
    let isSimple = rules.count <= 1
    var text = rules.joined(separator: "\(grammar.semicolon)\(grammar.also) ")
    let comma = isSimple ? ", " : grammar.semicolon
    if !phrase.additions.isEmpty {
      let dates = grammar.list(phrase.additions.map { grammar.moment($0) }, .and)
      text += text.isEmpty ? dates : "\(comma)\(grammar.andAlso) \(dates)"
    }
    if text.isEmpty { text = grammar.nothing }
    for rule in exclusionRules { text += "\(grammar.semicolon)\(grammar.except) \(rule)" }
    if !phrase.exclusions.isEmpty {
      let dates = grammar.list(phrase.exclusions.map { grammar.moment($0) }, .and)
      text += "\(exclusionRules.isEmpty ? comma : grammar.semicolon)\(grammar.except) \(dates)"
    }
    return capitalized(text)
  }

  /// A rule, in lower case.
  func text(_ phrase: RulePhrase) -> String {
    var clauses = [Clause(text: grammar.cadence(phrase.cadence))]
    if case .each(let unit, _) = phrase.cadence, unit < .daily {
      // What is within the hour comes before what the hours are in.
      let (within, windows) = phrase.times.parts
      clauses += [times(within), grammar.days(phrase.days), times(windows)]
    } else {
      clauses += [grammar.days(phrase.days), times(phrase.times)]
    }
    clauses += further(phrase.days)
    let limit = joined([grammar.days(phrase.limitDays), times(phrase.limitTimes)])
    if !limit.isEmpty { clauses.append(Clause(text: grammar.limit(limit), isSetOff: true)) }
    clauses += further(phrase.limitDays)
    if let positions = phrase.positions {
      clauses.append(Clause(text: grammar.positions(positions), isSetOff: true))
    }
    if let day = phrase.weekStart { clauses.append(Clause(text: grammar.weekStart(day), isSetOff: true)) }
    if let name = phrase.calendar { clauses.append(Clause(text: grammar.calendar(name), isSetOff: true)) }
    switch phrase.end {
    case .never: break
    case .count(let count): clauses.append(Clause(text: grammar.count(count), isSetOff: true))
    case .until(let moment): clauses.append(Clause(text: grammar.until(moment), isSetOff: true))
    case .countOrUntil(let count, let moment):
      clauses.append(Clause(text: grammar.count(count), isSetOff: true))
      clauses.append(Clause(text: grammar.until(moment), isSetOff: true))
    }
    return joined(clauses)
  }

  /// A stretch of times is a cadence of its own.
  private func times(_ times: TimePlace) -> Clause {
    let isSpan = if case .span = times.clock { true } else { false }
    return Clause(text: grammar.times(times), isSetOff: isSpan)
  }

  private func further(_ place: DayPlace) -> [Clause] {
    var clauses: [Clause] = []
    if !place.conditions.isEmpty {
      let conditions = grammar.list(place.conditions.map { grammar.condition($0) }, .and)
      clauses.append(Clause(text: "\(grammar.ifThat) \(conditions)", isSetOff: true))
    }
    if let existence = place.existence {
      clauses.append(Clause(text: grammar.existence(existence), isSetOff: true))
    }
    return clauses
  }

  private func joined(_ clauses: [Clause]) -> String {
    clauses.reduce(into: "") { text, clause in
      guard !clause.text.isEmpty else { return }
      if !text.isEmpty { text += clause.isSetOff ? ", " : " " }
      text += clause.text
    }
  }

  /// The text with a capital at its beginning.
  func capitalized(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }
}
