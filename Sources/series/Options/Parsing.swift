internal import ArgumentParser
internal import SchedulingCore

// Readers of option values; what they throw makes a usage error that quotes the value.

@Sendable
func parsedTime(_ argument: String) throws -> DateTimeText {
  do throws(Diagnostic) {
    return try DateTimeText(parsing: argument)
  } catch {
    throw ValidationError(CommandFailure.sentence(error))
  }
}

@Sendable
func parsedDuration(_ argument: String) throws -> Int {
  do throws(Diagnostic) {
    return try DurationText.seconds(parsing: argument)
  } catch {
    throw ValidationError(CommandFailure.sentence(error))
  }
}

@Sendable
func parsedTimeout(_ argument: String) throws -> Int {
  guard let seconds = try? DurationText.seconds(parsing: argument) else {
    throw ValidationError(
      "“\(argument.prefix(40))” is no time to wait for an answer; write it like 30s or 2m.")
  }
  return seconds
}

@Sendable
func parsedLimit(_ argument: String) throws -> Int {
  guard let limit = Int(argument), limit >= 0 else {
    throw ValidationError("A limit is a whole number of occurrences, such as 100.")
  }
  return limit
}
