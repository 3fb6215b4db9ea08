internal import SystemPackage

/// Cuts a stream of bytes into lines and answers them as they come.
struct BatchReader {
  /// No recurrence that can be read needs more: its text is at most 64 KiB, six bytes a character.
  static let longestLine = 1 << 20

  private var answerer: BatchAnswerer
  /// What was read and not yet answered.
  private var buffer: [UInt8] = []
  private var output: [UInt8] = []
  private var isSkipping = false

  private static let chunk = 1 << 18
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(answerer: BatchAnswerer) { self.answerer = answerer }

  /// Answers every line of a descriptor; returns how many answers were errors.
  ///
  /// What has been read is answered and written before more is asked for, so that a program that
  /// waits for its answer before it writes its next line is never kept waiting.
  mutating func run(from descriptor: FileDescriptor, name: String) throws -> Int {
    output.reserveCapacity(Self.chunk * 2)
    // The byte order mark that Windows tools like to put first may come in pieces.
    var isBeginning = true
    while true {
      var scanned = buffer.count
      let count: Int
      do {
        count = try descriptor.read(upTo: Self.chunk, into: &buffer)
      } catch {
        throw CommandFailure(.noInput, "\(name) can't be read: \(error).")
      }
      if isBeginning {
        if count > 0, buffer.count < Self.mark.count, Self.mark.starts(with: buffer) { continue }
        if buffer.starts(with: Self.mark) { buffer.removeFirst(Self.mark.count) }
        isBeginning = false
        scanned = 0
      }
      if count == 0 { break }
      try answerLines(unscannedFrom: min(scanned, buffer.count))
      try flush()
    }
    // The last line may lack its newline.
    if !buffer.isEmpty, !isSkipping { answerer.answer(buffer, line: 0..<buffer.count, into: &output) }
    try flush()
    return answerer.errorCount
  }

  private mutating func answerLines(unscannedFrom unscanned: Int) throws {
    var lineStart = 0
    var searchStart = unscanned
    while let newline = buffer[searchStart...].firstIndex(of: 0x0A) {
      if isSkipping {
        isSkipping = false
      } else if newline - lineStart > Self.longestLine {
        answerer.answerOverlong(buffer, line: lineStart..<newline, into: &output)
      } else {
        answerer.answer(buffer, line: lineStart..<newline, into: &output)
      }
      lineStart = newline + 1
      searchStart = lineStart
      if output.count >= Self.chunk { try flush() }
    }
    if !isSkipping, buffer.count - lineStart > Self.longestLine {
      answerer.answerOverlong(buffer, line: lineStart..<buffer.count, into: &output)
      isSkipping = true
    }
    if isSkipping { lineStart = buffer.count }
    buffer.removeFirst(lineStart)
  }

  private mutating func flush() throws {
    guard !output.isEmpty else { return }
    try StandardOutput.write(output)
    output.removeAll(keepingCapacity: true)
  }
}
