namespace ChatAi.WebUI.Security;

/// <summary>Who may call an endpoint. One that names no right may be called by nobody.</summary>
public enum Right
{
    /// <summary>Also who is not signed in.</summary>
    Anyone,

    /// <summary>Who is signed in.</summary>
    Member,

    /// <summary>
    /// Who is signed in and owns what the address names. For everybody else it is not there (404): the query filter by owner sees
    /// to that, where the store is asked, so that no endpoint can forget it.
    /// </summary>
    Own,

    /// <summary>The owner of this server.</summary>
    Root,
}

/// <summary>Says an endpoint's right: <c>[Needs(Right.Root)]</c> on a controller or an action, the action's word counts.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Right right) : Attribute
{
    public Right Right { get; } = right;
}

internal static class EndpointRights
{
    /// <summary>Says the right of an endpoint, or of a group whose endpoints say no other.</summary>
    public static T Needs<T>(this T endpoints, Right right)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(new NeedsAttribute(right));
}
