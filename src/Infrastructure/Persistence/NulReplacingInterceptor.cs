using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Replaces NUL by U+FFFD, as CommonMark (2.3) does: SQLite's driver cuts long texts at the first NUL.</summary>
internal sealed class NulReplacingInterceptor : DbCommandInterceptor
{
    public static string ReplaceNul(string text) => text.Replace('\0', '\uFFFD');

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            if (parameter.Value is string text) parameter.Value = ReplaceNul(text);
        }

        return result;
    }
}
