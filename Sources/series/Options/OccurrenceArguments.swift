internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// What an edit is addressed to: an id, or the day of an occurrence.
struct OccurrenceArguments: ParsableArguments {
  @Option(
    name: [.long, .customLong("master")],
    help: ArgumentHelp(
      """
      The id the edit is meant for: an event's, a master's, or an instance's; the event's own where absent. Of a \
      calendar file or a list of events it chooses the event. May be repeated beside --cancel.
      """, valueName: "id"))
  var id: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The day of the occurrence that is meant, on the series' clock; its time too (2026-12-01T19:00) where a day has \
      several. May be repeated beside --cancel.
      """, valueName: "day"),
    transform: parsedTime)
  var on: [DateTimeText] = []

  /// The ids that are meant, each once; none where the event's own is.
  ///
  /// - Parameter series: The event's series with the instances that were edited on their own; asked for only
  ///   where a day has to be found in it.
  func references(in event: Appointment, _ series: () throws -> Series) throws -> [EventReference] {
    var found: [EventReference] = []
    // Beside a day the event's own id only says which event is meant.
    for id in id where on.isEmpty || id != event.id { found.append(try reference(id)) }
    for day in on {
      let series = try series()
      do throws(ValidationFailure) {
        let local = day.local(in: series.start.zone)
        found.append(
          .instance(try series.instance(on: local?.date ?? day.date, secondOfDay: local?.secondOfDay)))
      } catch {
        throw CommandFailure(error.with(field: "--on"))
      }
    }
    return found.enumerated().filter { !found[..<$0.offset].contains($0.element) }.map(\.element)
  }

  private func reference(_ id: String) throws -> EventReference {
    do throws(ValidationFailure) {
      return try EventReference(parsing: id)
    } catch {
      throw CommandFailure(error.with(field: "--id"))
    }
  }
}
