using ChatAi.Domain.Common;

namespace ChatAi.Application.Import;

/// <summary>What an import added, or would add.</summary>
/// <param name="Chats">New ones.</param>
/// <param name="Messages">New ones, also in chats that are already here.</param>
/// <param name="KnownChats">Already here.</param>
/// <param name="KnownMessages">Already here.</param>
/// <param name="Problems">What could not be read.</param>
/// <param name="MoreProblems">How many problems there are besides the listed ones.</param>
public sealed record ImportSummary(
    IReadOnlyList<ChatFormat> Formats, int Chats, int Messages, int KnownChats, int KnownMessages, IReadOnlyList<Reason> Problems,
    int MoreProblems);

/// <summary>Counts while a file is read.</summary>
internal sealed class ImportCounts
{
    private const int MaxProblems = 100;

    private readonly SortedSet<ChatFormat> _formats = [];
    private readonly List<Reason> _problems = [];
    private int _more;

    public int Chats { get; set; }

    public int Messages { get; set; }

    public int KnownChats { get; set; }

    public int KnownMessages { get; set; }

    public bool HasNothing => Chats + Messages + KnownChats + KnownMessages == 0;

    public Reason? FirstProblem => _problems.FirstOrDefault();

    public void Recognize(ChatFormat format) => _formats.Add(format);

    public void Report(Reason problem)
    {
        if (_problems.Count < MaxProblems) _problems.Add(problem);
        else _more++;
    }

    public ImportSummary ToSummary() => new([.. _formats], Chats, Messages, KnownChats, KnownMessages, _problems, _more);
}
