namespace ChatAi.IntegrationTests.Chats;

/// <summary>What a chat's tree is to be, as simply as it can be said.</summary>
internal sealed class TreeModel
{
    private readonly List<Node> _nodes = [];
    private int _madeBeforeDeletion;

    public string? Leaf { get; private set; }

    /// <summary>From the first message to the last that is shown.</summary>
    public IReadOnlyList<Node> Path
    {
        get
        {
            var path = new List<Node>();
            for (var id = Leaf; id is not null; id = path[^1].Parent) path.Add(Of(id));
            path.Reverse();
            return path;
        }
    }

    public Node Of(string id) => _nodes.Single(n => n.Id == id);

    public bool IsThere(string? id) => id is null || _nodes.Any(n => n.Id == id && !n.IsDeleted);

    public IReadOnlyList<Node> Children(string? parent) => _nodes.FindAll(n => n.Parent == parent && !n.IsDeleted);

    public void Add(string id, string? parent, bool isMine)
    {
        _nodes.Add(new Node(id, parent, isMine));
        Leaf = id;
    }

    public void Select(string id) => Leaf = NewestBelow(id);

    public void Delete(string id)
    {
        var beside = Children(Of(id).Parent).ToList();
        var place = beside.FindIndex(n => n.Id == id);
        var below = Below(id);
        _madeBeforeDeletion = _nodes.Count;
        foreach (var node in below) node.IsDeleted = true;
        if (below.All(n => n.Id != Leaf)) return;

        var next = place > 0 ? beside[place - 1] : place + 1 < beside.Count ? beside[place + 1] : null;
        Leaf = next is null ? Of(id).Parent : NewestBelow(next.Id);
    }

    /// <param name="leaf">What was shown before; where more has been said since, that is shown on.</param>
    public void Restore(IEnumerable<string> ids, string leaf)
    {
        foreach (var id in ids) Of(id).IsDeleted = false;
        if (_nodes.Count == _madeBeforeDeletion) Leaf = leaf;
    }

    /// <returns>A message and all that is there below it.</returns>
    public List<Node> Below(string id) => [Of(id), .. Children(id).SelectMany(child => Below(child.Id))];

    // They were added in the order of their making.
    private string NewestBelow(string id) => Below(id).MaxBy(_nodes.IndexOf)!.Id;

    internal sealed class Node(string id, string? parent, bool isMine)
    {
        public string Id => id;

        public string? Parent => parent;

        public bool IsMine => isMine;

        public bool IsDeleted { get; set; }
    }
}
