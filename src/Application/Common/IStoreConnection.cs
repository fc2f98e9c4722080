namespace ChatAi.Application.Common;

public interface IStoreConnection
{
    /// <summary>Reads and writes through one connection until the end of the scope, instead of one for each statement. For requests that
    /// end soon: what a connection holds is not free.</summary>
    void Keep();
}
