using ChatAi.Domain.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

/// <summary>Triggers that the migration creates refuse any change of an entry.</summary>
internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    /// <summary>Ticks of thirty days ago by the store's clock, as in the trigger.</summary>
    public const string DeletableBefore = "(CAST(strftime('%s', 'now', '-30 days') AS INTEGER) * 10000000 + 621355968000000000)";

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.Property(e => e.Id).ValueGeneratedOnAdd();
        builder.Property(e => e.WhoName).HasMaxLength(AuditEntry.MaxNameLength).UseCollation("NOCASE");
        builder.Property(e => e.Action).HasMaxLength(AuditEntry.MaxActionLength);
        builder.Property(e => e.Target).HasMaxLength(AuditEntry.MaxNameLength).UseCollation("NOCASE");
        builder.Property(e => e.IpAddress).HasMaxLength(AuditEntry.MaxAddressLength);
        builder.Property(e => e.Outcome).HasMaxLength(AuditEntry.MaxOutcomeLength);
        builder.HasIndex(e => e.At);
    }
}
