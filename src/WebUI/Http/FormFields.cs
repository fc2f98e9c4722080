namespace ChatAi.WebUI.Http;

internal static class FormFields
{
    /// <exception cref="BadHttpRequestException">Invalid, or with more fields than any form of ours.</exception>
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
