namespace ChatAi.Domain.Accounts;

public enum UserRole
{
    Member = 0,

    /// <summary>An administrator, who manages people and models but cannot read other people's chats.</summary>
    Root = 1,
}
