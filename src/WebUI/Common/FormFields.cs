namespace ChatAi.WebUI.Common;

internal static class FormFields
{
    /// <returns>The field as it was sent; empty where it or the whole form is missing.</returns>
    public static async Task<string> FormFieldAsync(this HttpRequest request, string name, CancellationToken cancellationToken) =>
        request.HasFormContentType ? (await request.ReadFormAsync(cancellationToken))[name].ToString() : "";
}
