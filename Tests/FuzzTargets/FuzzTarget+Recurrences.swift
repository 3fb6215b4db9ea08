import Recurrence
import RecurrenceInference
import SchedulingCore

extension FuzzTarget {
  static let starts = [
    ("2026-03-07T02:30:00", "America/New_York"), ("0001-01-01T00:00:00", "UTC"),
    ("9999-12-31T23:59:59", "UTC"),
    ("2024-02-29T23:59:59", "Pacific/Apia"), ("1972-01-07T00:30:00", "-23:59:59"),
  ]

  /// The first byte chooses the start; a line end stands for the first of them.
  static func set(_ bytes: [UInt8]) -> RecurrenceSet? {
    guard let choice = bytes.first else { return nil }
    let (start, zone) = starts[(Int(choice) + 246) % 256 % starts.count]
    guard let local = (try? DateTimeText(parsing: start))?.local,
      let zone = try? ZoneTransitions.named(zone)
    else { return nil }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    return try? RecurrenceSet(parsing: text, start: RecurrenceStart(local, in: zone))
  }

  static func first(of set: RecurrenceSet) -> [Int] {
    set.occurrences.prefix(50).map(\.startMilliseconds)
  }

  static func expand(_ bytes: [UInt8]) {
    guard let set = set(bytes) else { return }
    let starts = first(of: set)
    precondition(zip(starts, starts.dropFirst()).allSatisfy(<), "Occurrences are not in order.")
    let text = set.text.formatted()
    guard let again = try? RecurrenceSet(parsing: text, start: set.start) else {
      preconditionFailure("The canonical form can't be read: \(text)")
    }
    precondition(again.text.formatted() == text, "The canonical form has another.")
    precondition(first(of: again) == starts, "The canonical form expands to something else.")
    if let third = starts.dropFirst(2).first {
      precondition(set.contains(third) && set.first(from: third)?.startMilliseconds == third)
    }
  }

  static func simplify(_ bytes: [UInt8]) {
    guard let set = set(bytes) else { return }
    let after = set.simplified().after
    guard let simple = try? RecurrenceSet(after, start: set.start) else {
      preconditionFailure("The simpler text can't be read.")
    }
    precondition(first(of: simple) == first(of: set), "The simpler text expands to something else.")
  }

  /// Each two bytes are a step to the next date, in minutes or days.
  static func infer(_ bytes: [UInt8]) {
    guard bytes.count >= 3, let first = try? DateTimeText(parsing: "2024-01-31T09:00").local else { return }
    let unit = bytes[0] % 2 == 0 ? 60 : 86_400
    var seconds = first.wallSeconds
    var dates = [first]
    for index in stride(from: 1, to: min(bytes.count - 1, 400), by: 2) {
      seconds += max(1, Int(bytes[index]) << 8 | Int(bytes[index + 1])) * unit
      guard let date = LocalDateTime(wallSeconds: seconds) else { break }
      dates.append(date)
    }
    let given = dates.map { RecurrenceDate.local($0, zone: nil) }
    guard let found = try? RecurrenceInference(from: given, in: .utc),
      let set = try? RecurrenceSet(found.text, start: found.start)
    else { preconditionFailure("Nothing is inferred from dates.") }
    precondition(
      set.occurrences.prefix(dates.count + 1).map(\.startMilliseconds) == dates.map { $0.wallSeconds * 1000 },
      "What is inferred expands to other dates.")
  }
}
