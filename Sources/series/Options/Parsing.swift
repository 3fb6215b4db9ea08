internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

// Readers of option values; what they throw makes a usage error that quotes the value.

@Sendable
func parsedTime(_ argument: String) throws -> DateTimeText {
  do throws(ValidationFailure) {
    return try DateTimeText(given: argument)
  } catch {
    throw ValidationError(CommandFailure.sentence(error))
  }
}

@Sendable
func parsedDuration(_ argument: String) throws -> Int {
  do throws(ValidationFailure) {
    return try DurationText.seconds(parsing: argument)
  } catch {
    throw ValidationError(CommandFailure.sentence(error))
  }
}

/// A length whose days are nominal.
@Sendable
func parsedLength(_ argument: String) throws -> EventLength {
  let seconds = try parsedDuration(argument)
  do throws(ValidationFailure) {
    let days = DurationText.days(in: argument)
    return try EventLength(days: days, seconds: seconds - days * 86_400)
  } catch {
    throw ValidationError(CommandFailure.sentence(error))
  }
}

@Sendable
func parsedTimeout(_ argument: String) throws -> Int {
  guard let seconds = try? DurationText.seconds(parsing: argument) else {
    throw ValidationError(
      "“\(String(argument.prefix(40)).printable)” is no time to wait for an answer; write it like 30s or 2m.")
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

@Sendable
func parsedWeekday(_ argument: String) throws -> Weekday {
  let name = argument.lowercased()
  let day = Weekday.allCases.first { name.count >= 2 && "\($0)".hasPrefix(name) }
  guard let day else {
    throw ValidationError(
      "“\(String(argument.prefix(40)).printable)” is no weekday; write it like thu or thursday.")
  }
  return day
}

@Sendable
func parsedTimeOfDay(_ argument: String) throws -> Int {
  let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { part in
    (1...2).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
  }
  guard numbers.count == parts.count, (2...3).contains(parts.count), numbers[0] < 24,
    numbers.dropFirst().allSatisfy({ $0 < 60 })
  else {
    throw ValidationError(
      "“\(String(argument.prefix(40)).printable)” is no time of day; write it like 19:00.")
  }
  return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
}
