using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class ModelPullConfiguration : IEntityTypeConfiguration<ModelPull>
{
    public void Configure(EntityTypeBuilder<ModelPull> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Step).HasMaxLength(200);
        builder.Property(p => p.Error).HasMaxLength(Reason.MaxStoredLength);
        builder.Property(p => p.HaltedBy).HasMaxLength(UserName.MaxLength);
        builder.Property(p => p.Fence).IsConcurrencyToken();
        builder.HasIndex(p => p.CreatedAt);
        builder.HasIndex(p => p.Status);

        builder.HasIndex(p => p.Model).IsUnique().HasFilter(
            $"\"Status\" IN ({(int)PullStatus.Queued}, {(int)PullStatus.Running}, {(int)PullStatus.Paused})")
            .HasDatabaseName("IX_ModelPulls_OneOpen");
    }
}
