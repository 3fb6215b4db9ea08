/// A language that a recurrence can be described in.
public enum DescriptionLanguage: String, CaseIterable, Hashable, Codable, Sendable {
  case english = "en"
  case german = "de"
  case french = "fr"
  case spanish = "es"
  case portuguese = "pt"

  var grammar: any Grammar {
    switch self {
    case .english: EnglishGrammar()
    case .german: GermanGrammar()
    case .french: FrenchGrammar()
    case .spanish: SpanishGrammar()
    case .portuguese: PortugueseGrammar()
    }
  }
}
