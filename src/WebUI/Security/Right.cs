namespace ChatAi.WebUI.Security;

/// <summary>Who may call an endpoint. Nobody may call one without a right.</summary>
public enum Right
{
    /// <summary>Including users who are not signed in.</summary>
    Anyone,

    Member,

    /// <summary>The owner of the resource. For others it does not exist (404): a query filter by owner enforces this for every
    /// endpoint.</summary>
    Own,

    /// <summary>Administrators.</summary>
    Root,
}

/// <summary>The right of an endpoint. <c>[Needs(Right.Root)]</c> on an action overrides that of its controller.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Right right) : Attribute
{
    public Right Right { get; } = right;
}

internal static class EndpointRights
{
    public static T Needs<T>(this T endpoints, Right right)
        where T : IEndpointConventionBuilder => endpoints.WithMetadata(new NeedsAttribute(right));
}
