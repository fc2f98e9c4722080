using ChatAi.Application.Files;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Files.Reading;

/// <summary>Sends the file to the child, while the child may already write.</summary>
internal static class ChildInput
{
    /// <returns>Why the child did not get all of it, if it matters.</returns>
    public static async Task<Reason?> SendAsync(Stream file, Stream input, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var buffer = new byte[81920];
        long sent = 0;
        await using (input)
        {
            while (true)
            {
                var read = await file.ReadAsync(buffer, cancellationToken);
                if (read == 0) return null;
                sent += read;
                if (sent > ExtractionLimits.MaxFileBytes) return FileFailures.TooLarge(ExtractionLimits.MaxFileBytes);
                if (!await WriteAsync(input, buffer.AsMemory(0, read), cancellationToken)) return null;
            }
        }
    }

    // A child that has found out enough ends before the file does.
    private static async Task<bool> WriteAsync(Stream input, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(bytes, cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
