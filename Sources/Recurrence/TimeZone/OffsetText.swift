/// Offsets from UTC as texts write them.
package enum OffsetText {
  /// `+05:30`, or `+0530` with an empty separator; with seconds only where there are any.
  package static func text(_ offsetSeconds: Int, separator: String = ":") -> String {
    let size = abs(offsetSeconds)
    let minutes =
      (offsetSeconds < 0 ? "-" : "+") + padded(size / 3600, 2) + separator + padded(size / 60 % 60, 2)
    return size % 60 == 0 ? minutes : minutes + separator + padded(size % 60, 2)
  }
}
