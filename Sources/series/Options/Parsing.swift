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
func parsedLimit(_ argument: String) throws -> Int {
  guard let limit = Int(argument), limit >= 0 else {
    throw ValidationError("A limit is a whole number of occurrences, 0 or more.")
  }
  return limit
}
