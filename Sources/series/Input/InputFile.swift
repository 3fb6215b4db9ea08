internal import SchedulingCore
internal import SystemPackage

/// A file, or standard input, read as a whole.
struct InputFile {
  let bytes: [UInt8]
  private let name: String

  /// No event and no edit comes near it.
  private static let largestSize = 16 << 20
  /// A million events and more.
  static let largestBusySize = 512 << 20
  private static let step = 1 << 16

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - role: What is read, for messages: `The event`.
  ///   - largest: How many bytes there may be.
  init(_ path: String, as role: String, largest: Int = largestSize) throws {
    let isStandardInput = path == "-"
    name = isStandardInput ? "\(role) on standard input" : "\(role) \(path)"
    var bytes: [UInt8] = []
    do {
      let descriptor =
        try isStandardInput
        ? FileDescriptor.standardInput : .open(FilePath(path), .readOnly, options: .closeOnExec)
      defer { if !isStandardInput { try? descriptor.close() } }
      // A file of known size takes no more memory than that; one byte more tells that it is too large.
      let size = (try? descriptor.stat())?.size ?? 0
      bytes.reserveCapacity(min(max(Int(size), 0), largest) + Self.step)
      while bytes.count <= largest, try descriptor.read(upTo: Self.step, into: &bytes) > 0 {}
    } catch {
      throw CommandFailure(.noInput, "\(name) can't be read: \(error).")
    }
    guard bytes.count <= largest else {
      throw CommandFailure(.data, "\(name) is larger than \(largest >> 20) MiB.")
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
          excerpt: Excerpt(bytes: bytes, position: position))
      }
      throw CommandFailure(.data, "\(name) is wrong:", listing: findings)
    }
  }
}
