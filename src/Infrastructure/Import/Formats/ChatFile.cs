using System.IO.Compression;
using System.Runtime.CompilerServices;
using ChatAi.Application.Import;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>JSON, JSON Lines, or a ZIP file with any of them. Names in a ZIP file are not used.</summary>
internal sealed class ChatFile(FileStream file, DateTimeOffset now) : IChatFile
{
    /// <summary>Of everything in a ZIP file, unpacked.</summary>
    private const long MaxUnpackedBytes = 4_000_000_000;

    public async IAsyncEnumerable<ImportItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        file.Position = 0;
        var items = await ZipDirectory.IsZipAsync(file, cancellationToken)
            ? ReadZipAsync(cancellationToken)
            : ReadJsonAsync(new JsonItemStream(file, file.Length), cancellationToken);
        await foreach (var item in Guarded(items, cancellationToken)) yield return item;
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    // What came before a broken place counts.
    private static async IAsyncEnumerable<ImportItem> Guarded(
        IAsyncEnumerable<ImportItem> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var all = items.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            Reason? problem = null;
            try
            {
                if (!await all.MoveNextAsync()) yield break;
            }
            catch (ChatFileException broken)
            {
                problem = broken.Reason;
            }
            catch (InvalidDataException)
            {
                problem = Reason.Of("import.broken-zip");
            }

            yield return problem ?? all.Current;
            if (problem is not null) yield break;
        }
    }

    private async IAsyncEnumerable<ImportItem> ReadZipAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ZipDirectory.Check(file);
        await using var zip = await ZipArchive.CreateAsync(
            file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        if (zip.Entries.Any(entry => ZipDirectory.LeavesFolder(entry.FullName))) throw new ChatFileException(Reason.Of("import.hostile"));
        var left = MaxUnpackedBytes;
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            var json = new JsonItemStream(content, left);
            if (!await json.IsJsonAsync(cancellationToken)) continue;
            await foreach (var item in Guarded(ReadJsonAsync(json, cancellationToken), cancellationToken)) yield return item;
            left -= json.Bytes;
        }
    }

    private async IAsyncEnumerable<ImportItem> ReadJsonAsync(
        JsonItemStream json, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await json.IsJsonAsync(cancellationToken)) yield break;
        var lines = new OwnLines(now);
        Reason? broken = null;
        await using var items = json.ItemsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (broken is null)
        {
            try
            {
                if (!await items.MoveNextAsync()) break;
            }
            catch (ChatFileException rest)
            {
                broken = rest.Reason;
                break;
            }

            var item = items.Current;
            if (lines.Takes(item))
            {
                foreach (var read in lines.Add(item)) yield return read;
            }
            else if (ForeignChats.Read(item, now) is { } chat)
            {
                yield return chat;
            }
        }

        if (lines.End() is { } last) yield return last;
        if (broken is not null) yield return broken;
    }
}
