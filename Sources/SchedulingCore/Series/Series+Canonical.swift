internal import Recurrence

extension Series {
  /// The recurrence as it is sent: canonical, without DTSTART.
  var canonicalRecurrence: String { "" }
}
