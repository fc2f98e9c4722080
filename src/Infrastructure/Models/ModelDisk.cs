using System.Net;
using ChatAi.Application.Models;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Models;

/// <summary>
/// The file system under <c>OLLAMA_MODELS</c>, or under one of the folders that Ollama uses where nobody says another, if Ollama runs
/// on this machine.
/// </summary>
internal sealed partial class ModelDisk(IConfiguration configuration, IOptions<OllamaOptions> ollama, ILogger<ModelDisk> logger) : IModelDisk
{
    public const string Key = "OLLAMA_MODELS";

    private bool _hasWarned;

    public DiskSpace? Read()
    {
        if (Folder() is not { } folder) return null;
        try
        {
            var drive = new DriveInfo(folder);
            return new DiskSpace(drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            if (!_hasWarned) LogUnreadable(refused, folder);
            _hasWarned = true;
            return null;
        }
    }

    // Ollama makes its folder when it first has a model; the disk is the one of the folder above.
    private string? Folder()
    {
        if (configuration[Key] is not { Length: > 0 } told) return IsOnThisMachine() ? Usual().FirstOrDefault(Directory.Exists) : null;
        var folder = Path.GetFullPath(told);
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
        return folder;
    }

    private bool IsOnThisMachine() => OllamaAddress.TryParse(ollama.Value.Host) is { Uri.Host: var host }
        && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private static IEnumerable<string> Usual()
    {
        yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ollama", "models");
        yield return "/usr/share/ollama/.ollama/models";
        yield return "/var/lib/ollama/models";
    }

    [LoggerMessage(LogLevel.Warning, "The disk of the models under {Folder} cannot be read, so nobody is told what is free")]
    private partial void LogUnreadable(Exception exception, string folder);
}
