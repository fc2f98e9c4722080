using ChatAi.Application.Models;

namespace ChatAi.WebUI.Models;

public sealed record ModelViewModel(ModelPage Page, Speed? Speed, bool IsRoot);
