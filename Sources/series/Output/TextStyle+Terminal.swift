#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import SeriesReport
internal import SystemPackage

extension TextStyle {
  /// - Parameter isList: Whether it is a list that programs take apart, too: in a pipe its values keep their bytes.
  static func forStandardOutput(isList: Bool = false) -> TextStyle {
    TextStyle(
      isColoured: allowsColour(on: .standardOutput),
      keepsControls: isList && !FileDescriptor.standardOutput.isTerminal)
  }

  /// A person may read it, wherever it goes.
  static func forStandardError() -> TextStyle { TextStyle(isColoured: allowsColour(on: .standardError)) }

  /// On a terminal only. no-color.org: `NO_COLOR` counts when it is not empty.
  private static func allowsColour(on descriptor: FileDescriptor) -> Bool {
    switch OutputChoice.current.colour {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    let environment = ProcessInfo.processInfo.environment
    guard descriptor.isTerminal, environment["TERM"] != "dumb" else { return false }
    return (environment["NO_COLOR"] ?? "").isEmpty
  }
}
