internal import ArgumentParser
internal import SchedulingCore

/// What is assumed of the service's slots: `closing=…`, `buffers=…` or `grid=…`.
enum SlotAssumption: ExpressibleByArgument {
  case closing(SlotAssumptions.Closing)
  case buffers(SlotAssumptions.Buffers)
  case grid(SlotAssumptions.Grid)

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "closing":
      guard let value = SlotAssumptions.Closing(rawValue: parts[1]) else { return nil }
      self = .closing(value)
    case "buffers":
      guard let value = SlotAssumptions.Buffers(rawValue: parts[1]) else { return nil }
      self = .buffers(value)
    case "grid":
      guard let value = SlotAssumptions.Grid(rawValue: parts[1]) else { return nil }
      self = .grid(value)
    default: return nil
    }
  }

  static var allValueStrings: [String] {
    SlotAssumptions.Closing.allCases.map { "closing=\($0)" }
      + SlotAssumptions.Buffers.allCases.map { "buffers=\($0)" }
      + SlotAssumptions.Grid.allCases.map { "grid=\($0)" }
  }

  func apply(to assumptions: inout SlotAssumptions) {
    switch self {
    case .closing(let closing): assumptions.closing = closing
    case .buffers(let buffers): assumptions.buffers = buffers
    case .grid(let grid): assumptions.grid = grid
    }
  }
}
