internal import ArgumentParser
internal import SchedulingCore
internal import SeriesReport

/// Pictures of a preview, beside its text.
struct PictureArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write the preview as one page for a browser; - is standard output, in place of the preview.",
      valueName: "file"),
    completion: .file(extensions: ["html"]))
  var html: String?

  @Option(
    help: ArgumentHelp(
      "Also draw its weeks as a picture for a pull request or a mail; - is standard output, in place of the preview.",
      valueName: "file"),
    completion: .file(extensions: ["svg"]))
  var svg: String?

  /// Whether a picture takes the place of the text on standard output.
  var takesStandardOutput: Bool { html == "-" || svg == "-" }

  func validate() throws {
    if let html, html == svg { throw ValidationError("--html and --svg can't both be written to \(html).") }
  }

  /// Refuses to write over what is read.
  func check(against edit: EditArguments) throws {
    let inputs = [edit.event, edit.edit, edit.overrides].compactMap { $0 }.filter { $0 != "-" }
    for picture in [html, svg].compactMap({ $0 }) where inputs.contains(picture) {
      throw ValidationError("\(picture) is read: a picture can't be written over it.")
    }
  }

  func write(_ preview: SeriesPreview) throws {
    if let html { try Self.write(PreviewPage(preview).html, to: html) }
    if let svg { try Self.write(PreviewStrip(preview).svg, to: svg) }
  }

  private static func write(_ picture: [UInt8], to path: String) throws {
    if path == "-" { return try StandardOutput.write(picture) }
    try OutputFile.write(picture, to: path)
  }
}
