/// The abbreviations of a zone through time.
enum ZoneNames: Sendable {
  case fixed(String)
  case file(TZifFile)
  /// From the onset on that is nearest before; onsets repeat with the calendar from `cycleStart` on.
  case listed([ZoneOnset], cycleStart: Int)

  func abbreviation(atInstant seconds: Int) -> String {
    switch self {
    case .fixed(let name): return name
    case .listed(let onsets, let cycleStart):
      let seconds = min(max(seconds, ZoneTable.floor), ZoneTable.horizon)
      let sought = seconds - ZoneTable.cycleShift(of: seconds, from: cycleStart)
      let row = onsets.indices.partitionPoint { onsets[$0].instant > sought } - 1
      return onsets[max(row, 0)].name
    case .file(let file):
      let seconds = min(max(seconds, ZoneTable.floor), ZoneTable.horizon)
      if let rule = file.rule, seconds >= file.instants.last ?? .min {
        return rule.clock(atInstant: seconds).name
      }
      let row = file.instants.indices.partitionPoint { file.instants[$0] > seconds } - 1
      let clock = row < 0 ? 0 : Int(file.clockIndices[row])
      return file.clocks[clock].name
    }
  }
}
