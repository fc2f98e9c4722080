using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Detection;

internal static class TextKinds
{
    private static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<head", "<body"];

    private static readonly HashSet<string> Code = new(StringComparer.OrdinalIgnoreCase)
    {
        "asm", "bash", "bat", "c", "cc", "clj", "cmake", "cpp", "cs", "cshtml", "csproj", "css", "cxx", "dart", "diff", "dockerfile", "el",
        "erl", "ex", "exs", "f90", "fs", "fsx", "go", "gradle", "graphql", "groovy", "h", "hpp", "hs", "ini", "ipynb", "java", "jl", "js",
        "jsx", "kt", "kts", "less", "lisp", "lua", "m", "mjs", "mk", "ml", "mm", "nim", "nix", "patch", "php", "pl", "pm", "props",
        "proto", "ps1", "py", "r", "rb", "razor", "rs", "sass", "scala", "scss", "sh", "sln", "sol", "sql", "svelte", "svg", "swift",
        "targets", "tcl", "tex", "tf", "toml", "ts", "tsx", "vb", "vbs", "vim", "vue", "xaml", "xml", "xsd", "xsl", "yaml", "yml", "zig",
        "zsh",
    };

    public static FileKind Of(string text, string extension)
    {
        extension = extension.TrimStart('.').ToLowerInvariant();
        var start = text.AsSpan().TrimStart();
        foreach (var html in HtmlStarts)
        {
            if (start.StartsWith(html, StringComparison.OrdinalIgnoreCase)) return FileKind.Html;
        }

        return extension switch
        {
            "html" or "htm" or "xhtml" when start.StartsWith('<') => FileKind.Html,
            "md" or "markdown" or "mdown" => FileKind.Markdown,
            "csv" or "tsv" => FileKind.Csv,
            "json" or "geojson" or "webmanifest" => FileKind.Json,
            _ => Code.Contains(extension) ? FileKind.Code : FileKind.Text,
        };
    }
}
