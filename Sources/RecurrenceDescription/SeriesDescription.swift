public import Recurrence

/// A recurrence in plain words.
///
/// ```swift
/// let text = try RecurrenceText(parsing: "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
/// SeriesDescription(text, in: .german).text   // "Jeden zweiten Dienstag"
/// ```
///
/// The words come from what the rule means, not from how it is spelt: rules that choose the same have
/// mostly the same words, and rules that choose otherwise never do. Times are those of the series' clock.
public struct SeriesDescription: Hashable, Sendable {
  /// The language it is written in.
  public let language: DescriptionLanguage
  /// All of it, as one sentence without a full stop.
  public let text: String
  /// Each rule's own words, in the order given.
  public let rules: [String]
  /// Each EXRULE's own words.
  public let exclusionRules: [String]
  /// Each added date's words, earliest first; the start is one where there is no rule.
  public let additions: [String]
  /// Each excluded date's words, earliest first.
  public let exclusions: [String]

  /// Describes a recurrence.
  ///
  /// - Parameters:
  ///   - start: What the rules leave to the start (its day, its time, its zone) is said where it is known.
  ///   - options: How a bare date in UNTIL is read.
  /// - Complexity: O(n log n) in the dates.
  public init(
    _ text: RecurrenceText, start: RecurrenceStart? = nil, in language: DescriptionLanguage,
    options: ExpansionOptions = ExpansionOptions()
  ) {
    let phrase = SeriesReader(text: text, start: start, options: options).phrase
    let sentence = Sentence(grammar: language.grammar)
    let rules = phrase.rules.map { sentence.text($0) }
    let exclusionRules = phrase.exclusionRules.map { sentence.text($0) }
    self.language = language
    self.text = sentence.text(phrase, rules: rules, exclusionRules: exclusionRules)
    self.rules = rules.map(sentence.capitalized)
    self.exclusionRules = exclusionRules.map(sentence.capitalized)
    additions = phrase.additions.map { sentence.grammar.bare($0) }
    exclusions = phrase.exclusions.map { sentence.grammar.bare($0) }
  }

  /// Describes one rule.
  public init(
    _ rule: RecurrenceRule, start: RecurrenceStart? = nil, in language: DescriptionLanguage,
    options: ExpansionOptions = ExpansionOptions()
  ) {
    self.init(RecurrenceText(rules: [rule]), start: start, in: language, options: options)
  }
}
