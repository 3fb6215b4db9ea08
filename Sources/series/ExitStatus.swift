/// What the command tells the shell; the numbers from 64 on are those of sysexits.h.
enum ExitStatus: Int32 {
  case success = 0
  /// The work was done and one of its findings is an error.
  case findings = 1
  case usage = 64
  /// An input was read and is wrong.
  case data = 65
  /// An input can't be read.
  case noInput = 66
  case unavailable = 69
  case tryAgainLater = 75
}
