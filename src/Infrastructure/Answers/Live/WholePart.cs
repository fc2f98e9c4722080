using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>A part that comes as a whole, such as the call of a tool.</summary>
internal sealed class WholePart : LivePart
{
    private readonly MessagePart _part;

    public WholePart(MessagePart part) : base(part.Index, part.Kind)
    {
        _part = part;
        End();
    }

    public override int Length => _part.Text.Length;

    public override int Rendered => Length + 1;

    protected override PartData? Data => _part.Data;

    public override string From(int offset) => _part.Text[offset..];

    public override void Append(string text) => throw new InvalidOperationException("The part is complete.");

    public override AnswerEvent.PartBegan Began(MessageId message) => new(message, Index, Kind, _part.Text, _part.Data);

    public override void AddSince(int offset, int rendered, MessageId message, List<AnswerEvent> events)
    {
    }
}
