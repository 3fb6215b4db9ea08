/// The calendars of RSCALE that have a name in everyday language.
enum CalendarName: String, CaseIterable, Sendable {
  case buddhist = "BUDDHIST"
  case chinese = "CHINESE"
  case coptic = "COPTIC"
  case dangi = "DANGI"
  case ethiopic = "ETHIOPIC"
  case hebrew = "HEBREW"
  case indian = "INDIAN"
  case islamic = "ISLAMIC"
  case japanese = "JAPANESE"
  case persian = "PERSIAN"

  /// Its place in the grammars' lists of names.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
