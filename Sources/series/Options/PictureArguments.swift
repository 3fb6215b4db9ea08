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
    if html == "-", svg == "-" { throw ValidationError("Standard output can't hold both pictures.") }
  }

  /// Refuses to write over what is read, or two things to one file.
  func check(against edit: EditArguments, token: String? = nil, beside calendar: String? = nil) throws {
    try OutputFile.check(
      [("--html", html), ("--svg", svg), ("--ics", calendar), ("--write-edit", edit.writeEdit)],
      against: [edit.event, edit.edit, edit.overrides, token])
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
