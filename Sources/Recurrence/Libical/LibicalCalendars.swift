internal import CLibical

/// The calendars that libical, as built here, knows for RSCALE.
enum LibicalCalendars {
  /// Names in capitals: `GREGORIAN`, `CHINESE`, `HEBREW`…
  static let names: Set<String> = {
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 2048) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      series_calendar_names(base, buffer.count)
      return String(cString: base)
    }
    return Set(text.split(separator: ",").map { $0.uppercased() })
  }()
}
