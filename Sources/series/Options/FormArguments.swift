internal import ArgumentParser
internal import Recurrence
internal import RecurrenceInference
internal import SchedulingCore

/// Which of the exact texts is wanted, shared by the subcommands that look for one.
struct FormArguments: ParsableArguments {
  @Flag(help: "Look for the fewest characters instead of the form that people write.")
  var shortest = false

  var preference: RecurrencePreference { shortest ? .shortest : .readable }

  /// The text with the parts of its rules in the usual order, or canonically.
  func written(_ text: RecurrenceText) -> String {
    shortest ? text.formatted() : text.formattedInOrderOfUse()
  }

  /// What to say where the search was ended by the work it may do.
  /// A JSON answer with the note where the search was ended.
  func noting(endedEarly: Bool, in answer: JSONValue) -> JSONValue {
    guard endedEarly, case .object(var members) = answer else { return answer }
    members["endedEarly"] = true
    return .object(members)
  }

  static let endedEarly = "note: The search ended because its work was spent; there may be a better text.\n"
}
