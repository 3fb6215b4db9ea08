import Foundation
import Recurrence
import SchedulingCore

/// Checks times against a calendar and what other series take.
struct CalendarCheck {
  let calendar: BookingCalendar
  let store: Store

  /// The preview with the conflicts of the new times.
  func preview(_ request: PreviewRequest) async throws -> SeriesPreview {
    let spans = request.preview().changes.compactMap(\.after).map { after in
      TimeSpan(startMilliseconds: after.startMilliseconds, durationSeconds: after.durationSeconds)
    }
    var request = request
    request.availability = try await availability(for: spans, of: request.event.seriesID, in: request.zone)
    return request.preview()
  }

  /// The occurrences of a series, from now on, that can't be booked.
  func conflicts(of stored: StoredSeries) async throws -> [OccurrenceConflict] {
    let series = try stored.series()
    let agenda = series.agenda(in: Booking.window(), master: stored.event).prefix(1000).filter(\.takesPlace)
    let spans = agenda.map {
      TimeSpan(startMilliseconds: $0.startMilliseconds, durationSeconds: $0.durationSeconds)
    }
    let availability = try await availability(for: spans, of: stored.event.id, in: stored.zone)
    let reasons = try availability.reasons(against: spans, ofSeries: stored.event.id)
    return zip(agenda, reasons).compactMap { entry, reasons in
      reasons.isEmpty
        ? nil
        : OccurrenceConflict(
          id: "\(entry.id)", startMilliseconds: entry.startMilliseconds, start: entry.start, end: entry.end,
          reasons: reasons)
    }
  }

  private func availability(
    for spans: [TimeSpan], of seriesID: String, in zone: ZoneTransitions?
  ) async throws -> Availability {
    // What ends or begins a day away counts for buffers.
    let day = 86_400_000
    let start = (spans.map(\.startMilliseconds).min() ?? 0) - day
    let end = (spans.map(\.endMilliseconds).max() ?? 0) + day
    var availability = Availability(calendar: calendar)
    availability.busy = try await store.busy(besides: seriesID, in: start..<max(start, end))
    // Of a calendar that names none itself.
    availability.zone = zone
    availability.now = Int(Date().timeIntervalSince1970 * 1000)
    return availability
  }
}
