internal import SeriesReport

/// What ArgumentParser says about wrong arguments, which it quotes as they were given.
enum UsageError {
  /// The message with the arguments in it made fit for a terminal.
  static func printable(_ message: String, of arguments: some Sequence<String>) -> String {
    var message = message
    for argument in arguments {
      let value = argument.firstIndex(of: "=").map { String(argument[argument.index(after: $0)...]) }
      // A line end in an argument is none of the message.
      for quoted in [argument, value].compactMap(\.self) where quoted.utf8.count <= message.utf8.count {
        let shown = quoted.printable
        if shown != quoted { message = message.replacing(quoted, with: shown) }
      }
    }
    return message.printableLines
  }
}
