using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class AccountPolicyConfiguration : IEntityTypeConfiguration<AccountPolicy>
{
    public void Configure(EntityTypeBuilder<AccountPolicy> builder) => builder.Property(p => p.Id).ValueGeneratedNever();
}
