internal import ArgumentParser
internal import SchedulingCore

/// What is assumed of the service's slots: `closing=…` or `buffers=…`.
enum SlotAssumption: ExpressibleByArgument {
  case closing(SlotAssumptions.Closing)
  case buffers(SlotAssumptions.Buffers)

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
    default: return nil
    }
  }

  static var allValueStrings: [String] {
    SlotAssumptions.Closing.allCases.map { "closing=\($0)" }
      + SlotAssumptions.Buffers.allCases.map { "buffers=\($0)" }
  }

  func apply(to assumptions: inout SlotAssumptions) {
    switch self {
    case .closing(let closing): assumptions.closing = closing
    case .buffers(let buffers): assumptions.buffers = buffers
    }
  }
}
