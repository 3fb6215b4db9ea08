internal import Recurrence
internal import SchedulingCore

/// Where a series starts: as an option or a member says it, or the DTSTART of its text. Where both do, they have to
/// agree, which tying the text to the start finds out.
struct WrittenStart {
  let start: RecurrenceStart
  /// The zone's name; `nil` where none is given.
  let zoneName: String?
  /// Whether the series recurs in no zone.
  let isFloating: Bool
  /// Whether it recurs by whole days.
  var isAllDay: Bool { start.isAllDay }

  /// - Parameters:
  ///   - given: The start beside the text.
  ///   - zone: The zone beside the text.
  ///   - fallback: The zone where neither that nor a TZID tells one.
  /// - Returns: `nil` where nothing says a start.
  init?(
    _ given: DateTimeText?, zone: ZoneTransitions?, fallback: ZoneTransitions? = nil, text: String,
    options: ExpansionOptions
  ) throws(ValidationFailure) {
    let date: RecurrenceDate?
    let own: ZoneTransitions?
    do throws(RecurrenceError) {
      date = try RecurrenceText.start(in: text, reading: options.textReading)
      own = try date?.namedZone
    } catch {
      throw ValidationFailure(error)
    }
    let zone = zone ?? own ?? fallback
    var hasInstant = given?.offsetSeconds != nil
    if let given {
      start = try given.start(in: zone)
    } else if let date {
      if case .instant = date { hasInstant = true }
      do throws(RecurrenceError) {
        start = try RecurrenceStart(date, in: zone)
      } catch {
        throw ValidationFailure(error)
      }
    } else {
      return nil
    }
    zoneName = zone?.identifier
    isFloating = zone == nil && !hasInstant
  }
}
