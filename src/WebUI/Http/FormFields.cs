namespace ChatAi.WebUI.Http;

internal static class FormFields
{
    /// <returns>The field as it was sent; empty where it or the whole form is missing.</returns>
    /// <exception cref="BadHttpRequestException">It is no form, or has more fields than any of ours.</exception>
    public static async Task<string> FormFieldAsync(this HttpRequest request, string name, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType) return "";
        try
        {
            return (await request.ReadFormAsync(cancellationToken))[name].ToString();
        }
        catch (InvalidDataException malformed)
        {
            throw new BadHttpRequestException(malformed.Message, malformed);
        }
    }
}
