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
      let row = file.instants.partitioningIndex { $0 > seconds } - 1
      let clock = row < 0 ? 0 : Int(file.clockIndices[row])
      return file.clocks[clock].name
    }
  }
}

extension [Int] {
  /// The first index whose value fulfils a condition that all values after it fulfil too.
  fileprivate func partitioningIndex(where belongsAfter: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
