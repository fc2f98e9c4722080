namespace ChatAi.Application.Common;

public interface IStoreConnection
{
    /// <summary>Keeps one connection for all statements until the end of the scope. For short requests only: an open connection takes
    /// memory.</summary>
    void Keep();
}
