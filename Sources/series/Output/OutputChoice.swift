internal import Synchronization

/// How the command speaks to people, chosen once in a process.
struct OutputChoice {
  enum Colour: String, CaseIterable { case auto, always, never }

  var colour = Colour.auto
  /// Whether warnings and notes are not written.
  var isQuiet = false

  private static let chosen = Mutex(OutputChoice())

  static var current: OutputChoice { chosen.withLock(\.self) }

  /// Lets everything that is written from now on be so.
  func apply() {
    Self.chosen.withLock { $0 = self }
  }
}
