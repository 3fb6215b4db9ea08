internal import Recurrence

/// How one language says each part of a phrase; none of the texts begins or ends with a blank.
protocol Grammar: Sendable {
  /// “every 3 weeks”; in lower case, as are all.
  func cadence(_ cadence: Cadence) -> String
  /// “on the 1st and 15th”, without its conditions; empty where the place says nothing else.
  func days(_ place: DayPlace) -> Clause
  /// “at 9:00 AM”; empty where it says nothing.
  func times(_ times: TimePlace) -> String
  /// “if that is”, before a condition.
  var ifThat: String { get }
  /// “a Friday”, after it.
  func condition(_ condition: DayCondition) -> String
  /// “but only on Mondays”.
  func limit(_ text: String) -> String
  /// “and of these only the last in each month”.
  func positions(_ choice: PositionChoice) -> String
  /// “in months that have 31 days”.
  func existence(_ existence: DayExistence) -> String
  /// “with weeks that start on Sunday”.
  func weekStart(_ weekday: Weekday) -> String
  /// “by the Hebrew calendar”.
  func calendar(_ name: String) -> String
  /// “10 times in total”.
  func count(_ count: Int) -> String
  /// “until December 24, 1997”.
  func until(_ moment: Moment) -> String
  /// “on March 5, 2026 at 9:00 AM”.
  func moment(_ moment: Moment) -> String
  /// “March 5, 2026 at 9:00 AM”.
  func bare(_ moment: Moment) -> String
  /// “a, b and c”.
  func list(_ items: [String], _ conjunction: Conjunction) -> String
  /// “also”, before a further rule.
  var also: String { get }
  /// “and also”, before added dates.
  var andAlso: String { get }
  /// “except”, before what is left out.
  var except: String { get }
  /// A semicolon between two parts, with the blanks around it.
  var semicolon: String { get }
  /// What to say of a series of nothing.
  var nothing: String { get }
}

extension Grammar {
  var semicolon: String { "; " }
}

/// A part of a sentence.
struct Clause: Hashable, Sendable {
  var text: String
  /// Whether a comma stands before it.
  var isSetOff = false
}

/// What joins the last item of a list.
enum Conjunction: Hashable, Sendable { case and, or }
