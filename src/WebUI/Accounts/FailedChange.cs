using ChatAi.Application.Common;
using ChatAi.WebUI.Errors;

namespace ChatAi.WebUI.Accounts;

public sealed record FailedChange(string Form, AppError Error, ShownError Shown);
