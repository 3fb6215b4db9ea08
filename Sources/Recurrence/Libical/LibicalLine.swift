internal import CLibical

/// libical's reading of a content line of iCalendar, a second reader beside ours.
package enum LibicalLine {
  /// Whether libical understands a line, which has neither a line end nor folds nor a NUL.
  package static func isUnderstood(_ line: String) -> Bool {
    line.utf8.span.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { series_understands_line($0, buffer.count) } ?? false
    }
  }
}
