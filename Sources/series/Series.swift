@main struct SeriesCommand { static func main() {} }
