internal import SchedulingCore

/// A file, or standard input, read as a whole.
struct InputFile {
  let bytes: [UInt8]
  private let name: String

  /// No event and no edit comes near it.
  private static let largestSize = 16 << 20

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - role: What is read, for messages: `The event`.
  init(_ path: String, as role: String) throws {
    let isStandardInput = path == "-"
    name = isStandardInput ? "\(role) on standard input" : "\(role) \(path)"
    let descriptor = isStandardInput ? 0 : openForReading(path)
    guard descriptor >= 0 else {
      throw CommandFailure(.noInput, "\(name) can't be read: \(lastSystemError()).")
    }
    defer { if !isStandardInput { closeDescriptor(descriptor) } }
    var bytes: [UInt8] = []
    while true {
      let count = readMore(into: &bytes, upTo: 1 << 16, from: descriptor)
      guard count >= 0 else { throw CommandFailure(.noInput, "\(name) can't be read: \(lastSystemError()).") }
      if count == 0 { break }
      guard bytes.count <= Self.largestSize else {
        throw CommandFailure(.data, "\(name) is larger than 16 MiB.")
      }
    }
    self.bytes = bytes
  }

  /// The contents as a value; what is wrong with them is shown with its place.
  func parsed<Value>(_ parse: ([UInt8]) throws(ValidationFailure) -> Value) throws -> Value {
    do throws(ValidationFailure) {
      return try parse(bytes)
    } catch {
      let findings = error.errors
      // A place without a field is one in the file.
      if findings.count == 1, let finding = findings.first, finding.field == nil,
        let position = finding.position
      {
        throw CommandFailure(
          .data, "\(name): \(CommandFailure.sentence(finding))",
          excerpt: Excerpt(text: String(decoding: bytes, as: UTF8.self), position: position))
      }
      let lines = findings.map { "\n  \(CommandFailure.sentence($0))" }
      throw CommandFailure(.data, "\(name) is wrong:\(lines.joined())")
    }
  }
}
