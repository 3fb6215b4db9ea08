/// The abbreviations of a zone through time.
enum ZoneNames: Sendable {
  case fixed(String)
  case file(TZifFile)

  func abbreviation(atInstant seconds: Int) -> String {
    switch self {
    case .fixed(let name): return name
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
