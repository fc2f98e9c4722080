namespace ChatAi.WebUI.Accounts;

/// <summary>Names the texts of sign-in, sign-up and one's own account. The English text is the key.</summary>
public sealed class AccountTexts;
