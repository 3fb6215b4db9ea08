/// Of an option that is given twice ArgumentParser takes the last, and says nothing.
enum RepeatedOption {
  /// What holds several values, in every command that has it.
  private static let allowed: Set<Substring> = [
    "--id", "--on", "--zone-for", "--make-up", "--assume", "--schedule", "--busy", "--user",
    "--assume-slots", "--reading",
  ]

  /// What holds several values in one command, and a single one in the others.
  private static let allowedIn: [String: Set<Substring>] = ["reconcile": ["--event"]]

  /// ArgumentParser compares each with all others; it takes a tenth of a second for so many.
  private static let most = 1000

  /// Refuses any other option that is given twice, and more options than anyone needs.
  static func check(_ arguments: some Sequence<String>) throws {
    var given: Set<Substring> = []
    var count = 0
    let allowed = allowed.union(arguments.first { _ in true }.flatMap { allowedIn[$0] } ?? [])
    // No value begins with two dashes but after “=”.
    for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
      count += 1
      guard count <= most else { throw CommandFailure(.usage, "More than \(most) options are given.") }
      let name = argument.prefix { $0 != "=" }
      guard given.insert(name).inserted || allowed.contains(name) else {
        throw CommandFailure(.usage, "\(name) is given twice: give it once.")
      }
    }
  }
}
