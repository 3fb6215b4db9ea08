internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// `series id locate`
struct LocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "locate",
    abstract: "Tell which occurrence of a series an id is, or why it is none.",
    discussion: """
      The series is the --event, or what --rrule, --start and --duration say. \
      The exit code is 1 when the id is no occurrence.

      EXAMPLES
        series id locate M_1772868600000_1800 --event master.json \\
            --zone America/New_York

        series id locate M_1772868600000_1800 --rrule 'FREQ=DAILY;COUNT=3' \\
            --start 2026-03-07T02:30 --zone America/New_York --duration 30m
        Occurrence 1 of 3: Sat 2026-03-07 02:30 -05:00

      --format json is {"id", "found", "index", "count", "start"}, or
      {"id", "found", "reason", "message", "nearest"}; index counts from 1, count
      is null for a series without an end.
      """)

  @Argument(help: "The instance's id.")
  var id: String

  @OptionGroup(title: "The series") var arguments: LocatedSeriesArguments

  @Option(help: "How to write it.")
  var format: IDCommand.Format = .text

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  func validate() throws {
    guard arguments.isGiven else { throw LocatedSeriesArguments.incomplete }
  }

  func run() throws {
    let id = try InstanceID(argument: id)
    let series =
      try arguments.source.input(id.description, options: expansion.options).map {
        try arguments.source.series(of: $0, options: expansion.options)
      } ?? arguments.series(for: id, options: expansion.options)
    let location: InstanceLocation
    do throws(ValidationFailure) {
      location = try series.locate(id)
    } catch {
      throw CommandFailure(error)
    }
    try StandardOutput.write(format == .json ? json(location, of: id) : text(location))
    if location.place == nil { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private func text(_ location: InstanceLocation) -> String {
    switch location {
    case .found(let place):
      let index = place.index.map { " \($0 + 1)" } ?? ""
      let count = place.count.map { " of \($0)" } ?? ""
      let start = OffsetDateTime(place.occurrence).map { OccurrenceText.text($0) } ?? ""
      return "Occurrence\(index)\(count): \(start)\n"
    case .missing(let absence):
      let nearest = absence.nearest.map { "  \($0)".printable + "\n" }.joined()
      return "No occurrence: \(absence.message.printable) [\(absence.reason.rawValue)]\n"
        + (nearest.isEmpty ? "" : "Nearest occurrences:\n" + nearest)
    }
  }

  private func json(_ location: InstanceLocation, of id: InstanceID) -> String {
    let object: JSONValue
    switch location {
    case .found(let place):
      object = [
        "id": .string(id.description), "found": true,
        "index": place.index.map { .integer(Int64($0 + 1)) } ?? .null,
        "count": place.count.map { .integer(Int64($0)) } ?? .null,
        "start": OffsetDateTime(place.occurrence).map { .string($0.text) } ?? .null,
      ]
    case .missing(let absence):
      object = [
        "id": .string(id.description), "found": false, "reason": .string(absence.reason.rawValue),
        "message": .string(absence.message),
        "nearest": .array(absence.nearest.map { .string($0.description) }),
      ]
    }
    return object.text(keys: .asGiven) + "\n"
  }
}
