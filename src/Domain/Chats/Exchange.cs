namespace ChatAi.Domain.Chats;

public sealed record Exchange(Message Question, Message Answer);
