namespace ChatAi.Domain.Accounts;

public enum UserRole
{
    Member = 0,

    /// <summary>Owns the portal: decides on people and models. Cannot read other people's chats.</summary>
    Root = 1,
}
