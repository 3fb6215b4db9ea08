import Recurrence
import SchedulingCalendar
import SchedulingCore

extension FuzzTarget {
  static func readCalendar(_ bytes: [UInt8]) {
    guard let file = try? CalendarFile(parsing: bytes) else { return }
    for entry in file.entries.prefix(3) {
      guard let event = try? file.event(entry.id), let series = try? event.series() else { continue }
      let starts = first(of: series.recurrences)
      var calendar = SeriesCalendar()
      guard (try? calendar.add(series, master: event.appointment)) != nil else { continue }
      guard let read = try? CalendarFile(parsing: calendar.bytes).event(),
        let again = try? event.series()
      else { preconditionFailure("A calendar that was written can't be read.") }
      _ = read
      precondition(first(of: again.recurrences) == starts)
    }
  }

  static func readZone(_ bytes: [UInt8]) {
    guard let zone = try? ZoneTransitions(identifier: "Fuzz/Zone", bytes: bytes) else { return }
    for instant in [-62_135_596_800, -1 << 31, 0, 1_772_868_600, 1 << 32, 253_402_300_799] {
      precondition(abs(zone.offsetSeconds(atInstant: instant)) < 7 * 86_400)
      _ = zone.abbreviation(atInstant: instant)
      let occurrence = zone.occurrence(at: LocalDateTime(clamping: instant))
      precondition(
        occurrence == nil
          || occurrence.map { abs($0.startMilliseconds / 1000 - instant) < 14 * 86_400 } == true)
    }
    let transitions = zone.transitions(in: 0..<1 << 33)
    precondition(zip(transitions, transitions.dropFirst()).allSatisfy { $0.instant < $1.instant })
  }
}
