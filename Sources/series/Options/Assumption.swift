internal import ArgumentParser
internal import SchedulingCore

/// What is assumed of the server: `name=true` or `name=false`.
struct Assumption: ExpressibleByArgument {
  enum Name: String, CaseIterable {
    case instanceUpdateKeepsID, seriesUpdateKeepsOverrides, overridesMayRemain,
      seriesUpdateChangesPastInstances

    var keyPath: WritableKeyPath<ServerAssumptions, Bool> {
      switch self {
      case .instanceUpdateKeepsID: \.instanceUpdateKeepsID
      case .seriesUpdateKeepsOverrides: \.seriesUpdateKeepsOverrides
      case .overridesMayRemain: \.overridesMayRemain
      case .seriesUpdateChangesPastInstances: \.seriesUpdateChangesPastInstances
      }
    }
  }

  let name: Name
  let value: Bool

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let name = Name(rawValue: String(parts[0])), let value = Bool(String(parts[1]))
    else { return nil }
    (self.name, self.value) = (name, value)
  }

  static var allValueStrings: [String] { Name.allCases.flatMap { ["\($0)=true", "\($0)=false"] } }
}
