internal import SchedulingCore
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A plan's journal in a file of its own: one JSON object a line, each with its checksum, never rewritten.
///
/// An entry is on the disk before ``append(_:)`` returns. A last line that a crash cut short is dropped when the file
/// is opened again. The file is locked against a second process, holds no token, and is readable by its owner alone.
public actor JournalFile: PlanJournal {
  private let file: FileDescriptor
  private let path: String
  private let read: [JournalEntry]

  private init(_ file: FileDescriptor, path: String, entries: [JournalEntry]) {
    self.file = file
    self.path = path
    self.read = entries
  }

  deinit { try? file.close() }

  /// What the file held when it was opened.
  public nonisolated var entries: [JournalEntry] { read }

  /// Begins a journal in a new or empty file.
  ///
  /// - Throws: `exists`, `locked`, `system`.
  public static func create(_ path: String) throws(JournalError) -> JournalFile {
    let file = try open(path, creating: true)
    let isEmpty = try system(path, closing: file) { try file.seek(offset: 0, from: .end) == 0 }
    guard isEmpty else {
      try? file.close()
      throw JournalError(.exists, "\(path) is not empty: a journal is for one plan.")
    }
    // The name of a new file has to survive a crash as well.
    try system(path, closing: file) {
      let folder = FilePath(path).removingLastComponent()
      let directory = try FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly)
      defer { try? directory.close() }
      try directory.synchronize()
    }
    return JournalFile(file, path: path, entries: [])
  }

  /// Opens the journal of a plan that came to a stop.
  ///
  /// - Throws: `missing`, `locked`, `empty`, `damaged` with the line, `system`.
  public static func open(_ path: String) throws(JournalError) -> JournalFile {
    let file = try open(path, creating: false)
    let bytes = try system(path, closing: file) { try file.readAll() }
    do throws(JournalError) {
      let (entries, end) = try JournalLines.read(bytes, path: path)
      guard let first = entries.first, case .plan = first else {
        throw JournalError(.empty, "\(path) holds no plan; nothing was sent by it.")
      }
      // What a crash cut short was no entry yet.
      if end < bytes.count {
        try system(path) {
          guard ftruncate(file.rawValue, off_t(end)) == 0 else { throw Errno(rawValue: errno) }
          try file.synchronize()
        }
      }
      return JournalFile(file, path: path, entries: entries)
    } catch {
      try? file.close()
      throw error
    }
  }

  /// Writes an entry as a line and waits until it is on the disk.
  ///
  /// - Throws: `JournalError.Code.system`.
  public func append(_ entry: JournalEntry) async throws {
    let line = JournalLines.line(try entry.json())
    try Self.system(path) {
      let end = try file.seek(offset: 0, from: .end)
      do {
        try file.writeAll(line)
        try file.synchronize()
      } catch {
        // A full disk may have taken a part of it.
        ftruncate(file.rawValue, off_t(end))
        throw error
      }
    }
  }

  private static func open(_ path: String, creating: Bool) throws(JournalError) -> FileDescriptor {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        FilePath(path), .readWrite, options: creating ? [.create, .closeOnExec] : [.closeOnExec],
        permissions: creating ? .ownerReadWrite : nil)
    } catch Errno.noSuchFileOrDirectory where !creating {
      throw JournalError(.missing, "There is no journal \(path).")
    } catch {
      throw JournalError(.system, "\(path) can't be opened: \(error).")
    }
    guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      let reason = Errno(rawValue: errno)
      try? file.close()
      throw reason == .wouldBlock
        ? JournalError(.locked, "Another process works with \(path).")
        : JournalError(.system, "\(path) can't be locked: \(reason).")
    }
    return file
  }

  private static func system<Value>(
    _ path: String, closing file: FileDescriptor? = nil, _ work: () throws -> Value
  ) throws(JournalError) -> Value {
    do {
      return try work()
    } catch {
      try? file?.close()
      throw JournalError(.system, "\(path) can't be used: \(error).")
    }
  }
}

/// The lines of a journal.
enum JournalLines {
  private static let opening = Array(#"{"sum":""#.utf8)
  private static let middle = Array(#"","entry":"#.utf8)
  private static let sumLength = 16

  /// An entry's line, with its checksum and a line break.
  static func line(_ entry: [UInt8]) -> [UInt8] {
    opening + sum(entry) + middle + entry + Array("}\n".utf8)
  }

  /// The entries, and where the last whole line ends.
  static func read(
    _ bytes: [UInt8], path: String
  ) throws(JournalError) -> (entries: [JournalEntry], end: Int) {
    var entries: [JournalEntry] = []
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let entry = entry(bytes[start..<end]), let read = try? JournalEntry(json: Array(entry)) else {
        // Only the last line may be cut short, though a crash can leave a line break behind what is missing.
        if end + 1 == bytes.count, !entries.isEmpty { return (entries, start) }
        throw JournalError(
          .damaged, "Line \(entries.count + 1) of \(path) is not what was written.", line: entries.count + 1)
      }
      entries.append(read)
      start = end + 1
    }
    return (entries, start)
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let head = opening.count + sumLength + middle.count
    guard line.count > head, line.starts(with: opening), line.last == UInt8(ascii: "}") else { return nil }
    let entry = line.dropFirst(head).dropLast()
    let sum = line.dropFirst(opening.count).prefix(sumLength)
    guard line.dropFirst(opening.count + sumLength).starts(with: middle), Array(sum) == self.sum(Array(entry))
    else { return nil }
    return entry
  }

  private static func sum(_ bytes: [UInt8]) -> [UInt8] {
    var digest = StableDigest()
    digest.combine(String(decoding: bytes, as: UTF8.self))
    let text = digest.text
    return Array(repeatElement(UInt8(ascii: "0"), count: sumLength - text.utf8.count)) + Array(text.utf8)
  }
}

extension FileDescriptor {
  /// Waits until what was written is on the disk.
  fileprivate func synchronize() throws {
    #if canImport(Darwin)
      // fsync there leaves it to the disk's own cache.
      let result = fcntl(rawValue, F_FULLFSYNC)
    #else
      let result = fsync(rawValue)
    #endif
    guard result == 0 else { throw Errno(rawValue: errno) }
  }

  fileprivate func readAll() throws -> [UInt8] {
    let count = Int(try seek(offset: 0, from: .end))
    try seek(offset: 0, from: .start)
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let read = try read(
          into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]))
        if read == 0 { return }
        filled += read
      }
    }
  }
}
