using ChatAi.Domain.Accounts;

namespace ChatAi.Infrastructure.Audit;

internal sealed record AuditPerson(UserId Id, string Name);
