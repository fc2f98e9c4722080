namespace ChatAi.WebUI.Audit;

/// <summary>Names the texts of the audit log. The English text is the key.</summary>
public sealed class AuditTexts;
