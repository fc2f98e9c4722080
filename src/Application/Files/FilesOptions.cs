using ChatAi.Application.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Files;

[OptionsSection(Section)]
public sealed class FilesOptions
{
    public const string Section = "Files";

    public const int Megabyte = 1_000_000;

    /// <summary>In bytes.</summary>
    public const int LargestFile = 50 * Megabyte;

    [Option("megabytes of files that one user may keep")]
    public int MegabytesPerUser { get; set; } = 500;

    [Option("megabytes of files of all users together")]
    public int MegabytesInTotal { get; set; } = 5_000;

    [Option("megabytes of the data directory's disk that uploads leave free")]
    public int MegabytesKeptFree { get; set; } = 2_000;

    /// <summary>Of one file.</summary>
    public int MaxBytes { get; internal set; } = LargestFile;

    /// <summary>Of one image, which is in memory while its metadata is removed.</summary>
    public int MaxImageBytes { get; internal set; } = 20 * Megabyte;

    public int PerMessage { get; internal set; } = 10;

    /// <summary>Per user.</summary>
    public int UploadsPerHour { get; internal set; } = 200;
}

internal sealed class FilesOptionsValidator : IValidateOptions<FilesOptions>
{
    private const int Max = 100_000_000;

    public ValidateOptionsResult Validate(string? name, FilesOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.MegabytesPerUser), options.MegabytesPerUser);
        Check(nameof(options.MegabytesInTotal), options.MegabytesInTotal);
        Check(nameof(options.MegabytesKeptFree), options.MegabytesKeptFree);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string key, int value)
        {
            if (value is < 0 or > Max) errors.Add($"{FilesOptions.Section}:{key} is {value}; it must be between 0 and {Max}.");
        }
    }
}
