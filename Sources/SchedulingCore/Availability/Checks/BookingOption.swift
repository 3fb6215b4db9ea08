/// What becomes of occurrences that can't be booked when they should be, as a calendar's `recurring.bookingOption`
/// has it.
public enum BookingOption: String, CaseIterable, Hashable, Codable, Sendable {
  /// They are left out.
  case skip
  /// They are booked all the same.
  case keep = "continue"
  /// They move to the next free slot, and are left out where there is none.
  case bookNext = "book_next"
}
