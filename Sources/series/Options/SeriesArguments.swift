internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// A series given on the command line.
struct SeriesArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "RRULE, EXDATE, RDATE and EXRULE lines.",
      discussion: """
        Lines are separated by a newline, by \\n as two characters, or by a blank before the next \
        property. A lone rule needs no RRULE: before it.
        """, valueName: "text"))
  var rrule: String

  @Option(
    help: ArgumentHelp(
      "The first start: 2026-03-07T02:30, with an offset, or a bare date for an all-day series.",
      valueName: "time"), transform: parsedTime)
  var start: DateTimeText

  @Option(
    help: ArgumentHelp(
      "The IANA zone the series recurs in.",
      discussion: "Without one a local start floats and counts as UTC, and an offset stays what it is.",
      valueName: "zone"))
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "How long an occurrence lasts: 30m, 1h30m, PT30M or plain seconds; a day if the series is all-day.",
      valueName: "duration"), transform: parsedDuration)
  var duration: Int?

  /// The text as the reader takes it.
  var recurrenceText: String { rrule.withLineBreaks }

  func transitions() throws -> ZoneTransitions? { try zone.map(ZoneTransitions.named(orFail:)) }

  /// DTSTART, in its zone.
  func recurrenceStart() throws -> RecurrenceStart {
    let zone = try transitions()
    do throws(Diagnostic) {
      return try start.start(in: zone)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The whole series, and everything unusual about it.
  func series(options: ExpansionOptions) throws -> (set: RecurrenceSet, warnings: [RecurrenceWarning]) {
    let start = try recurrenceStart()
    let text = recurrenceText
    do throws(RecurrenceError) {
      var warnings: [RecurrenceWarning] = []
      let recurrence = try RecurrenceText(parsing: text, warnings: &warnings)
      let set = try RecurrenceSet(recurrence, start: start, options: options)
      return (set, warnings + set.warnings.filter { !warnings.contains($0) })
    } catch {
      throw CommandFailure(error, in: text)
    }
  }

  /// Whether it recurs in no zone.
  var isFloating: Bool { zone == nil && start.offsetSeconds == nil }

  /// `nil` where it is not known.
  var durationSeconds: Int? { duration ?? (start.local == nil ? 86_400 : nil) }
}

extension String {
  /// The text with \n, as two characters, read as a line break.
  ///
  /// A shell's single quotes keep \n as it is, and a recurrence has no other use for a backslash.
  var withLineBreaks: String { contains("\n") ? self : replacing("\\n", with: "\n") }
}

extension ZoneTransitions {
  /// The zone of that name, or a failure fit for the command line.
  static func named(orFail name: String) throws -> ZoneTransitions {
    do throws(RecurrenceError) {
      return try named(name)
    } catch {
      throw CommandFailure(error)
    }
  }
}
