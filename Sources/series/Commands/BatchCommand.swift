internal import ArgumentParser
internal import Recurrence
internal import SystemPackage

/// `series batch`
struct BatchCommand: SpeakingCommand, ZoneChoosingCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch",
    abstract: "Expand many series: one JSON object a line in, one answer a line out.",
    discussion: """
      Answers come in the order of the lines, and as soon as a line is complete. A bad line is \
      answered with an error and never ends the run.

      EXAMPLES
        series batch < series.jsonl > starts.jsonl

        {"key":1,"start":"2026-03-07T02:30:00","timeZone":"America/New_York",
         "recurrence":"RRULE:FREQ=DAILY;COUNT=2"}          (on one line) gives
        {"key":1,"starts":[1772868600000,1772955000000],"truncated":false}

      A LINE
        key         anything; comes back as it is
        start       2026-03-07T02:30:00, with an offset, or a bare date: an
                    all-day series, whose BYHOUR, BYMINUTE and BYSECOND are
                    ignored
        timeZone    a zone's name; null or absent: that of a DTSTART, or of
                    SERIES_ZONE; without any a local start floats and counts
                    as UTC, and an offset stays what it is
        recurrence  RRULE, EXDATE, RDATE, EXRULE and DTSTART lines
        from, to    bounds of the starts, written like start; from is
                    inclusive, to exclusive
        limit       at most that many starts: 10,000 where absent, 1,000,000
                    at the most
        masterId, durationSeconds
                    checked, and not needed for an answer

      recurrence is required, and start where the recurrence has no DTSTART;
      other members are passed over.

      AN ANSWER
        {"key":…,"starts":[1772868600000,…],"truncated":false}
        {"key":…,"error":{"code":"…","message":"…","field":"…","column":n}}

      Starts are milliseconds since 1970-01-01T00:00:00Z, ascending. truncated
      is true when the limit cut the series, or the year 9999 did. warnings
      (code, message, line, column) is there where the recurrence was read in an
      unusual way; --strict refuses what RFC 5545 does not allow. column counts
      characters from 1 in the field, or in the line where the JSON itself is
      wrong; from a recurrence's second line on there is a member line too.

      A line is at most 1 MiB long. The exit code is 0, whatever the answers
      are, unless --fail-on-error is given.
      """)

  @Flag(help: "Exit with 1 when at least one answer was an error.")
  var failOnError = false

  @OptionGroup var zones: ZoneArguments

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func run() throws {
    let fallback = try DefaultZone.name.map(ZoneTransitions.named(orFail:))
    var reader = BatchReader(answerer: BatchAnswerer(options: expansion.options, fallback: fallback))
    let errors = try reader.run(from: .standardInput, name: "Standard input")
    if failOnError, errors > 0 { throw ExitCode(ExitStatus.findings.rawValue) }
  }
}
