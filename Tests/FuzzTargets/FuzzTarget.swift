/// What is fed with bytes that nobody has checked: by the fuzzer, and by the tests with what it found.
///
/// A run ends, traps nowhere, and holds to what its doc comment says.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A recurrence is expanded in ascending order, and its canonical form expands to the same.
  case recurrence
  /// Ids, times and durations are written as they were read.
  case identity
  /// An event, or a list of events.
  case event
  /// An edit reads what it writes.
  case edit
  /// An event, an edit and an id, a line each, make a preview with JSON.
  case preview
  /// The events of an iCalendar file are expanded, and what is written of one is read again.
  case calendar
  /// A TZif file gives each instant an offset, and each local time an instant.
  case zone
  /// A simpler recurrence expands to the same.
  case simplify
  /// A recurrence that is inferred expands to its dates.
  case infer

  /// Reads the bytes.
  public func run(_ bytes: [UInt8]) {
    switch self {
    case .recurrence: Self.expand(bytes)
    case .identity: Self.readIdentities(String(decoding: bytes, as: UTF8.self))
    case .event: Self.readEvents(bytes)
    case .edit: Self.readEdit(bytes)
    case .preview: Self.preview(bytes)
    case .calendar: Self.readCalendar(bytes)
    case .zone: Self.readZone(bytes)
    case .simplify: Self.simplify(bytes)
    case .infer: Self.infer(bytes)
    }
  }
}
