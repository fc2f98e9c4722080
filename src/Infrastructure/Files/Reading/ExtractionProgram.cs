using System.Reflection;

namespace ChatAi.Infrastructure.Files.Reading;

/// <summary>How to start this program once more.</summary>
/// <param name="Path">The executable, or the <c>dotnet</c> host.</param>
/// <param name="Arguments">Those before <c>extract</c>.</param>
internal sealed record ExtractionProgram(string Path, IReadOnlyList<string> Arguments)
{
    public static ExtractionProgram Own()
    {
        var path = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        var isHost = System.IO.Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost ? new ExtractionProgram(path, [Assembly.GetEntryAssembly()!.Location]) : new ExtractionProgram(path, []);
    }
}
