internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// `series reconcile`
struct ReconcileCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Tell which occurrence of which series a webhook speaks of, and what is new in it.",
    discussion: """
      A webhook of an appointment carries neither the rule nor the master's id. The occurrence is found by the \
      id; where that is not known, by the slot or by the time that an edited instance has of its own, provided \
      that the calendar or the contact is the same. The payload is one webhook's body or a list of them; an app's, \
      a workflow's, and a bare appointment are read. The stored copy is current, stale, or newer than the webhook.

      EXAMPLES
        series reconcile --event master.json --zone America/New_York \\
            --payload webhook.json

        # A whole calendar with the edited instances; the webhook is piped in.
        series reconcile --event events.json --event other-series.ics \\
            --zone America/New_York --payload - --format json < webhook.json

      --format json is a line for each payload: {"id", "result": "known" |
      "ambiguous" | "unknown", "reason", "message", "matches": [{"master",
      "subject": "master" | "occurrence" | "missing", "instance", "index", "count",
      "start", "basis", "changes": [{"field", "stored", "notice"}], "deleted",
      "storedCopy"}]}; index counts from 1. The exit code is 1 where a payload is
      unknown or ambiguous.
      """)

  @Option(
    help: ArgumentHelp(
      """
      A series as it is stored: its master, a list of events with masters and edited instances, or an iCalendar \
      file; may be repeated.
      """, valueName: "file"), completion: .file())
  var event: [String]

  @Option(
    help: ArgumentHelp(
      "The body of the webhook, or a list of bodies; - is standard input.", valueName: "file"),
    completion: .file())
  var payload: String

  @Option(
    name: .customLong("zone"), parsing: .unconditional,
    help: ArgumentHelp(
      "The IANA zone that the series recur in; that of SERIES_ZONE where absent.", valueName: "zone"),
    completion: DefaultZone.completion)
  var zone: String?

  @OptionGroup var zones: ZoneArguments

  @Option(help: "How to write it.")
  var format: IDCommand.Format = .text

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    if (event + [payload]).count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Only one of --event and --payload can be standard input.")
    }
  }

  func run() throws {
    let given = try (zone ?? DefaultZone.name).map(ZoneTransitions.named(orFail:))
    var stored = StoredSeries()
    for file in event {
      try stored.add(file, zone: zone, zones: zones.choice(given), options: expansion.options)
    }
    let known = stored.known
    let notices = try InputFile(payload, as: "The webhook").parsed { bytes throws(ValidationFailure) in
      let value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
      var notices: [AppointmentNotice] = []
      for item in value.arrayValue ?? [value] {
        notices.append(try AppointmentNotice(item, zone: given))
      }
      return notices
    }
    let reconciler = SeriesReconciler(known)
    var isComplete = true
    for notice in notices {
      let report = ReconciliationReport(notice, reconciler.reconcile(notice), among: known)
      try StandardOutput.write(format == .json ? report.json : report.text)
      if !report.isKnown { isComplete = false }
    }
    if !isComplete { throw ExitCode(ExitStatus.findings.rawValue) }
  }
}
