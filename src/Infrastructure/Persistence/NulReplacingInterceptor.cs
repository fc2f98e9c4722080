using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>
/// Puts U+FFFD in the place of each NUL that goes to the store, as CommonMark (2.3) does where it is shown. SQLite's driver hands
/// over all but short texts up to their first NUL, and what stands behind it would be lost.
/// </summary>
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
